using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>The published vectors hold for the SDK of these tests, so that what it finds right is right.</summary>
public sealed class Vectors
{
    private const string Modulus =
        "ptpm+qvIDCh/9wjU26SQCK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdzoF/FajAzQNKnm569/D3upKoi8mYBaST15Uig8j8qoUW1U217"
        + "LL0jEHlSnHV3lcaDTXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/fDsiG/cXidhzt8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1"
        + "Nq0WbnZzRM/wTzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRWiZ5CMQ==";

    private static RSA PublishedKey() => RSA.Create(new RSAParameters
    {
        Modulus = Convert.FromBase64String(Modulus),
        Exponent = Convert.FromBase64String("AQAB"),
    });

    [Fact]
    public void The_published_request_signature_verifies_over_the_string_that_we_build()
    {
        const string body =
            """{"appid":"wxd678efh567hg6787","mchid":"1900007291","description":"Image形象店-深圳腾大-QQ公仔","out_trade_no":"1217752501201407033233368018","notify_url":"https://www.weixin.qq.com/wxpay/pay.php","amount":{"total":100,"currency":"CNY"},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}""";
        const string signature =
            "jnks4dlrPw3ZX+ozVvSK39oa0t7OMBsg83BHAwd8BRdUFiVaQNTLTvci+wURgP1OQBbKYhFGvt7iqYpDSTQkp7Uq1sltaQKyncCyrA1g88m5bsKERQfPyT0ahSwKTYJ1CAn9"
            + "QiJuSJRq1QsQs07eehbU/k9BCS51jTyc1Jpsi2H77HF9f/BnjXAOP3/sPObg6V5Ee4EzwLox684hhuMuIwHo7D8KFk3LIHOKDcNI4It1aCXydFWNpNK+SG86VUDe5kwoDpw4U"
            + "lqfu9z8OFDGbDs9TCxEv8iqQzbpxOlEVoOe2kalSYM5kApQb3nZcxdUtoE0liJGW3RGUNE0t4v01A==";
        var message = Sdk.RequestMessage(
            "POST", "/v3/pay/transactions/jsapi", "1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", Encoding.UTF8.GetBytes(body));
        using var key = PublishedKey();
        key.VerifyData(message, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Fact]
    public void The_published_string_to_sign_of_a_GET_is_what_we_build() =>
        Sdk.RequestMessage("GET", "/v3/refund/domestic/refunds/123123123123", "1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", [])
            .ShouldBe("GET\n/v3/refund/domestic/refunds/123123123123\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n"u8.ToArray());

    [Fact]
    public void The_published_ciphertext_decrypts()
    {
        var resource = new JsonObject { ["ciphertext"] = "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", ["nonce"] = "uluk4a9R25RW", ["associated_data"] = "associatedData" };
        Encoding.UTF8.GetString(Sdk.DecryptBytes(resource, "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb")).ShouldBe("message");
    }
}
