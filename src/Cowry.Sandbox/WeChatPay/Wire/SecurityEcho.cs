using System.Security.Cryptography;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>/v3/security/echo</c>: says back what it was told, plain and encrypted, and sends a notification when asked. It proves that a
/// merchant signs, verifies, encrypts and decrypts well. What the real notification calls itself was not to be found; here it is
/// <c>SECURITY.ECHO</c>.
/// </summary>
internal sealed class SecurityEcho(PlatformKeys platform, Database database, Notifier notifier, TimeProvider time)
{
    private static readonly Shape Body = new(
        "", true, new Text("echo_message", 1024), new Text("encrypted_echo_message", 1024, false), new Text("notify_url", 255, false));

    public async Task<Answer> Echo(Call call)
    {
        var body = Body.Parse(call.Body);
        var message = body.Text("echo_message")!;
        var encrypted = body.Text("encrypted_echo_message") is { } cipher ? ReEncrypt(call, cipher) : null;
        if (body.Text("notify_url") is { } url)
        {
            var notification = WeChatNotifications.New(
                call.Merchant.Mchid, url, "SECURITY.ECHO", Json.Bytes(json => json.WriteString("echo_message", message)),
                call.AnswerSerial, time.GetUtcNow().ToUnixTimeMilliseconds());
            await database.Write(db =>
            {
                db.Insert(notification);
                return true;
            });
            _ = notifier.Send(notification);
        }

        return Answer.Ok(json =>
        {
            json.WriteString("echo_message", message);
            json.StringIfAny("encrypted_echo_message", encrypted);
        });
    }

    private string ReEncrypt(Call call, string cipher)
    {
        try
        {
            var plain = platform.Find(call.AnswerSerial)!.DecryptOaep(Convert.FromBase64String(cipher));
            return Convert.ToBase64String(call.Merchant.Verifier.EncryptOaep(plain));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw V3Error.Parameter("/encrypted_echo_message", "解密失败，请检查Wechatpay-Serial与加密所用的公钥");
        }
    }
}
