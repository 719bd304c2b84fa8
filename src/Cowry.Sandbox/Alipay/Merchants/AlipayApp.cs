using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Cowry.Sandbox.Alipay;

/// <summary>A merchant that lets a service provider act for it.</summary>
/// <param name="Token">The app_auth_token that stands for it: 40 characters.</param>
internal sealed record AuthorizedMerchant(string Pid, string Name, string AppId, string Token);

/// <summary>An app with its account and all that its owner would find in Alipay's console.</summary>
/// <param name="Pid">The account that is paid: 2088 and twelve digits.</param>
/// <param name="KeyMode"><c>public_key</c>, <c>certificate</c>, or <c>both</c>: by what the request carries.</param>
/// <param name="AnswerOrder"><c>node_first</c> or <c>sign_first</c>: both are allowed in an answer.</param>
/// <param name="BuyerIds"><c>user_id</c> (buyer_user_id, buyer_id) or <c>open_id</c> (buyer_open_id, the newer apps).</param>
/// <param name="OrderCodeProduct">
/// The contract for order codes: <c>QR_CODE_OFFLINE</c> (must be said), <c>FACE_TO_FACE_PAYMENT</c> (the default), <c>either</c>.
/// </param>
/// <param name="Rate">The fee in parts per million.</param>
internal sealed record AlipayApp(
    string AppId,
    string Pid,
    string Name,
    string PrivateKey,
    string PublicKey,
    string Certificate,
    string CertificateSn,
    string KeyMode,
    string AnswerOrder,
    string BuyerIds,
    string OrderCodeProduct,
    int Rate,
    bool ServiceProvider,
    AuthorizedMerchant[] Merchants)
{
    private VerifyingKey? verifier;

    /// <summary>Checks what this app signed.</summary>
    [JsonIgnore]
    public VerifyingKey Verifier => verifier ??= new VerifyingKey(() =>
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(PublicKey);
        return rsa;
    });
}
