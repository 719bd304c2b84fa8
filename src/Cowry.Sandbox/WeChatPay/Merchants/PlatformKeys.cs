using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>WeChat Pay's own keys: the platform certificate (older) and the public key (newer). Made on first use, then kept.</summary>
internal sealed class PlatformKeys
{
    private const string Key = "wechat_pay.platform";

    private PlatformKeys(Saved saved)
    {
        Certificate = saved.Certificate;
        PublicKeyId = saved.PublicKeyId;
        PublicKey = saved.PublicKey;
        certificateSigner = new SigningKey(saved.Certificate.PrivateKey);
        publicKeySigner = new SigningKey(saved.PrivateKey);
    }

    private readonly SigningKey certificateSigner;
    private readonly SigningKey publicKeySigner;

    public CertifiedKey Certificate { get; }

    /// <summary><c>PUB_KEY_ID_</c> and 34 digits.</summary>
    public string PublicKeyId { get; }

    public string PublicKey { get; }

    public static async Task<PlatformKeys> Open(Database database, TimeProvider time)
    {
        if (database.Read(db => db.Setting(Key)) is { } text)
            return new PlatformKeys(JsonSerializer.Deserialize<Saved>(text)!);
        var certified = Task.Run(() => KeyFactory.Certified("Tenpay.com Root CA (sandbox)", time.GetUtcNow()));
        var (privateKey, publicKey) = KeyFactory.Plain();
        var saved = new Saved(await certified, "PUB_KEY_ID_" + RandomText.Digits(34), privateKey, publicKey);
        await database.Write(db => db.SetSetting(Key, JsonSerializer.Serialize(saved)));
        return new PlatformKeys(saved);
    }

    /// <summary>The signer that this serial or key id names; null when it names none of WeChat Pay's.</summary>
    public SigningKey? Find(string serial) =>
        serial == PublicKeyId ? publicKeySigner : serial == Certificate.Serial ? certificateSigner : null;

    private sealed record Saved(CertifiedKey Certificate, string PublicKeyId, string PrivateKey, string PublicKey);
}
