using System.Security.Cryptography;
using System.Text;
using Cowry.Connectors.WeChatPay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Examples that WeChat prints in its documents and in the tests of its own libraries.</summary>
public sealed class PublishedVectors
{
    private const string Timestamp = "1554208460";
    private const string Nonce = "593BEC0C930BF1AFEB40B4A08C8FB242";

    private const string Modulus =
        "ptpm+qvIDCh/9wjU26SQCK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdzoF/FajAzQNKnm569/D3upKoi8mYBaST15Uig8j8qoUW1U217"
        + "LL0jEHlSnHV3lcaDTXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/fDsiG/cXidhzt8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1"
        + "Nq0WbnZzRM/wTzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRWiZ5CMQ==";

    [Fact]
    public void The_text_of_a_posted_order_verifies_with_the_printed_signature()
    {
        const string Body =
            """{"appid":"wxd678efh567hg6787","mchid":"1900007291","description":"Image形象店-深圳腾大-QQ公仔","out_trade_no":"1217752501201407033233368018","notify_url":"https://www.weixin.qq.com/wxpay/pay.php","amount":{"total":100,"currency":"CNY"},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}""";
        const string Signature =
            "jnks4dlrPw3ZX+ozVvSK39oa0t7OMBsg83BHAwd8BRdUFiVaQNTLTvci+wURgP1OQBbKYhFGvt7iqYpDSTQkp7Uq1sltaQKyncCyrA1g88m5bsKERQfPyT0ahSwKTYJ1CAn9"
            + "QiJuSJRq1QsQs07eehbU/k9BCS51jTyc1Jpsi2H77HF9f/BnjXAOP3/sPObg6V5Ee4EzwLox684hhuMuIwHo7D8KFk3LIHOKDcNI4It1aCXydFWNpNK+SG86VUDe5kwo"
            + "Dpw4Ulqfu9z8OFDGbDs9TCxEv8iqQzbpxOlEVoOe2kalSYM5kApQb3nZcxdUtoE0liJGW3RGUNE0t4v01A==";

        var text = SignedText.OfRequest("POST", "/v3/pay/transactions/jsapi", Timestamp, Nonce, Encoding.UTF8.GetBytes(Body));

        PrintedKey().Verify(text, Convert.FromBase64String(Signature)).ShouldBeTrue();
        text[^2]++;
        PrintedKey().Verify(text, Convert.FromBase64String(Signature)).ShouldBeFalse();
    }

    [Fact]
    public void The_call_up_signature_of_a_page_verifies_with_the_printed_key()
    {
        const string Signature =
            "mI35pfNEQV6777ke/1T+LJLQDNTm7yeoUJH+j/adPGhmCCi0PbgkvYQTRcXH0uibcLVtvFLdGLpmoYO9FV6lBBsTAjuhh5YOvQi0e2g3e0yytitiNET9FEuqM0pjnKfRW4K6"
            + "LIZDdbWJv9KhZUx3DrJa5TL7OJ7VdADVivxVySIlPVKjGwuCXzuXSJes0UcILgWQUMyha5/3nYofuHtS7r+KYyMuxD+oJ9VM1Qdxk4UIG59CP5Y3wtYIFybyF3bdu1ca"
            + "HTRRX+DLyMXyYA/IrTmiW01c4RPjpHBX5Dk1sZyY1zVsWNsvMHr2e1NTWtBxKJ+qk5N61J7caYoepHFaxw==";
        var text = SignedText.OfCallUp("wx2421b1c4370ec43b", Timestamp, Nonce, "prepay_id=wx201410272009395522657a690389285100");

        PrintedKey().Verify(text, Convert.FromBase64String(Signature)).ShouldBeTrue();
        text[^2]++;
        PrintedKey().Verify(text, Convert.FromBase64String(Signature)).ShouldBeFalse();
    }

    [Fact]
    public void The_text_of_a_get_ends_with_an_empty_line() =>
        Encoding.UTF8.GetString(SignedText.OfRequest("GET", "/v3/refund/domestic/refunds/123123123123", Timestamp, Nonce, []))
            .ShouldBe("GET\n/v3/refund/domestic/refunds/123123123123\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n");

    [Fact]
    public void The_text_of_a_204_has_an_empty_body() =>
        Encoding.UTF8.GetString(SignedText.OfMessage(Timestamp, Nonce, [])).ShouldBe($"{Timestamp}\n{Nonce}\n\n");

    [Fact]
    public void A_resource_opens_with_the_api_v3_key()
    {
        var resource = new EncryptedResource("AEAD_AES_256_GCM", "uluk4a9R25RW", "associatedData", "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=");

        Encoding.UTF8.GetString(ResourceCipher.TryOpen(Encoding.ASCII.GetBytes(TestKeys.ApiV3Key), resource)!).ShouldBe("message");
        ResourceCipher.TryOpen(Encoding.ASCII.GetBytes("b" + TestKeys.ApiV3Key[1..]), resource).ShouldBeNull();
        ResourceCipher.TryOpen(Encoding.ASCII.GetBytes(TestKeys.ApiV3Key), resource with { AssociatedData = "" }).ShouldBeNull();
    }

    private static RsaKey PrintedKey() => new(
        RSA.Create(new RSAParameters { Modulus = Convert.FromBase64String(Modulus), Exponent = [1, 0, 1] }), withPrivate: false);
}
