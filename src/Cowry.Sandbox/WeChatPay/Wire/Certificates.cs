using System.Text;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>GET <c>/v3/certificates</c>: the platform certificate, encrypted under the merchant's APIv3 key; 404 in public-key mode.</summary>
internal sealed class Certificates(PlatformKeys platform)
{
    public Task<Answer> List(Call call)
    {
        if (call.Merchant.KeyMode == KeyMode.PublicKey)
            throw new V3Error(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥");
        if (call.Query("algorithm_type") is { } algorithm && algorithm is not ("RSA" or "ALL"))
            throw V3Error.Parameter("algorithm_type", "取值应为RSA/ALL", algorithm, "query");
        var certificate = platform.Certificate;
        return Task.FromResult(Answer.Ok(json =>
        {
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteString("serial_no", certificate.Serial);
            json.WriteString("effective_time", BeijingTime.Text(certificate.NotBefore.ToUnixTimeMilliseconds()));
            json.WriteString("expire_time", BeijingTime.Text(certificate.NotAfter.ToUnixTimeMilliseconds()));
            json.WriteStartObject("encrypt_certificate");
            ResourceCipher.Write(json, call.Merchant.ApiV3Key, "certificate", Encoding.ASCII.GetBytes(certificate.Certificate));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }));
    }
}
