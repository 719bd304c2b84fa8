using System.Text;

namespace Cowry.Sandbox.Alipay;

/// <summary><c>alipay.open.app.alipaycert.download</c>: the certificate that an answer's alipay_cert_sn named, in Base64.</summary>
internal sealed class CertificateDownload(AlipayKeys keys)
{
    private static readonly BizShape Body = new(new BizField("alipay_cert_sn", 64, true));

    public Method Method => new("alipay.open.app.alipaycert.download", null, Body, call => call.Text("alipay_cert_sn") == keys.CertificateSn
        ? Task.FromResult(Answer.Success(json =>
            json.WriteString("alipay_cert_content", Convert.ToBase64String(Encoding.ASCII.GetBytes(keys.Certificate)))))
        : throw new AlipayError("40004", "CERT_NOT_EXIST", "证书不存在"));
}
