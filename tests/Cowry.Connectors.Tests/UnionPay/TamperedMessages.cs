using System.Security.Cryptography;
using System.Text;
using Cowry.Connectors.UnionPay;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Notifications: the genuine one is read, and nothing else is believed.</summary>
public sealed class TamperedMessages : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ServiceProvider services = Accounts.Services();
    private readonly IPaymentGateway gateway;
    private readonly GatewayAccount account = Accounts.Of(null);

    public TamperedMessages() => gateway = services.GetRequiredService<IPaymentGateway>();

    public static TheoryData<string> Names => [.. Genuine().Keys];

    public void Dispose() => services.Dispose();

    [Fact]
    public void A_genuine_one_tells_the_payment()
    {
        var news = Read(Genuine()).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>();

        news.Payment.ShouldBe(new GatewayPayment(
            "260501abcdefgh", GatewayPaymentState.Paid, new Money(1250), "442605011959579784649", new DateTimeOffset(2026, 5, 1, 11, 59, 57, TimeSpan.Zero)));
        gateway.ReplyTo(accepted: true, null).ShouldBe(new NotificationReply(200, "text/plain", "ok"));
    }

    [Fact]
    public void A_success_with_a_defect_is_one() =>
        Read(Genuine(("respCode", "A6"))).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment.State.ShouldBe(GatewayPaymentState.Paid);

    [Fact]
    public void Money_that_came_after_the_deadline_is_money() =>
        Read(Genuine(("respCode", "42"))).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment.State.ShouldBe(GatewayPaymentState.Paid);

    [Theory]
    [InlineData("03", GatewayPaymentState.Open)]
    [InlineData("64", GatewayPaymentState.Closed)]
    public void One_that_tells_no_success_tells_no_money(string code, GatewayPaymentState state) =>
        Read(Genuine(("respCode", code))).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>()
            .Payment.ShouldBe(new GatewayPayment("260501abcdefgh", state));

    [Fact]
    public void A_refunds_tells_the_refund()
    {
        var news = Read(Genuine(("txnType", "04"), ("txnSubType", "00"))).ShouldBeDone().ShouldBeOfType<GatewayNews.OfRefund>();

        news.Refund.ShouldBe(new GatewayRefund(
            "260501abcdefgh", GatewayRefundState.Succeeded, new Money(1250), "442605011959579784649", new DateTimeOffset(2026, 5, 1, 11, 59, 57, TimeSpan.Zero)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_that_was_changed_is_noticed(string name)
    {
        var fields = Genuine();
        fields[name] = name == "signPubKeyCert" ? TestCertificates.Issue(TestCertificates.UnionPayName, TestCertificates.StrangerKey) : fields[name] + "1";

        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_that_was_emptied_or_left_out_is_noticed(string name)
    {
        var emptied = Genuine();
        emptied[name] = "";
        Read(emptied).ShouldBeRejected().ShouldBe("gateway_signature_invalid");

        var without = Genuine();
        without.Remove(name);
        Read(without).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void A_field_that_was_added_is_noticed()
    {
        var fields = Genuine();
        fields["origRespCode"] = "00";

        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void Any_flipped_byte_is_refused() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 255]).Sample((position, flip) =>
        {
            var body = SmallUnionPay.Form(Genuine());
            body[position % body.Length] ^= (byte)flip;
            var changed = MessageParser.TryReadForm(body);
            // %2f and %2F spell the same letter.
            if (changed?.ToString() != MessageParser.TryReadForm(SmallUnionPay.Form(Genuine()))!.ToString())
                Read(body).ShouldBeRejected();
        }, iter: 2000);

    [Fact]
    public void Fields_cannot_be_hidden_in_or_drawn_out_of_others()
    {
        // The signed text stays the same in both.
        var fields = Genuine();
        var hidden = fields.Where(field => field.Key != "respMsg").ToDictionary();
        hidden["respCode"] = $"00&respMsg={fields["respMsg"]}";
        SmallUnionPay.TextOf(hidden).ShouldBe(SmallUnionPay.TextOf(fields));
        Read(hidden).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

        var bracketed = Genuine(("reqReserved", "{a&respCode=00&respMsg=x}"));
        Read(bracketed).ShouldBeDone();
        var drawn = bracketed.Where(field => field.Key is not ("reqReserved" or "respCode" or "respMsg")).ToDictionary();
        drawn["reqReserved"] = "{a";
        drawn["respCode"] = "00";
        drawn["respMsg"] = $"x}}&respCode=00&respMsg={bracketed["respMsg"]}";
        SmallUnionPay.TextOf(drawn).ShouldBe(SmallUnionPay.TextOf(bracketed));
        Read(drawn).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
    }

    [Theory]
    [InlineData("not base64 !")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_is_refused(string signature)
    {
        var fields = Genuine();
        fields["signature"] = signature;

        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void Base64_in_another_spelling_is_refused()
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var fields = Genuine();
        var signature = fields["signature"];
        // The last digit before == holds two bits of the signature and four that a lax decoder ignores.
        fields["signature"] = signature[..^3] + Digits[Digits.IndexOf(signature[^3], StringComparison.Ordinal) ^ 1] + signature[^2..];

        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void Who_signs_with_a_certificate_of_his_own_is_refused()
    {
        foreach (var pem in new[]
        {
            TestCertificates.ImpostorFamily().Signer,
            TestCertificates.Issue("041@8310000000083040@某某商贸有限公司@00016495", TestCertificates.StrangerKey),
            TestCertificates.Issue(TestCertificates.UnionPayName, TestCertificates.StrangerKey, until: Now.AddDays(-1)),
        })
        {
            var fields = SmallUnionPay.Signed(SmallUnionPay.Change(Genuine(), ("signPubKeyCert", pem)), TestCertificates.StrangerKey);
            Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
        }
    }

    [Fact]
    public void One_signed_with_the_merchants_own_key_is_refused()
    {
        var fields = SmallUnionPay.Change(Genuine(), ("signPubKeyCert", TestCertificates.Crlf(TestCertificates.Merchant)));

        Read(SmallUnionPay.Signed(fields, TestCertificates.MerchantKey)).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void One_that_is_hashed_only_once_is_refused()
    {
        var fields = Genuine();
        lock (TestCertificates.SignerKey)
        {
            fields["signature"] = Convert.ToBase64String(TestCertificates.SignerKey.SignData(
                Encoding.UTF8.GetBytes(SmallUnionPay.TextOf(fields)),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1));
        }

        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public void Empty_fields_may_be_in_the_signed_text_or_not()
    {
        var withEmpty = Genuine(("reqReserved", ""));
        Read(withEmpty).ShouldBeDone();

        var added = Genuine();
        added["reqReserved"] = "";
        Read(added).ShouldBeDone();
    }

    [Theory]
    [InlineData("merId", "777290058110049")]
    [InlineData("merId", null)]
    [InlineData("subMerId", "888290058110001")]
    [InlineData("orderId", null)]
    [InlineData("respCode", null)]
    [InlineData("respCode", "000")]
    [InlineData("txnAmt", null)]
    [InlineData("txnAmt", "0")]
    [InlineData("txnAmt", "-1250")]
    [InlineData("txnAmt", "12.50")]
    [InlineData("txnAmt", "+1250")]
    [InlineData("txnAmt", " 1250")]
    [InlineData("txnAmt", "1000000000000")]
    [InlineData("currencyCode", "840")]
    public void Whose_or_how_much_it_is_must_be_plain(string name, string? value) =>
        Read(Genuine((name, value))).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void A_platform_reads_its_merchants_and_no_others()
    {
        var platform = Accounts.Platform(null);

        Read(Genuine(("accessType", "2"), ("subMerId", "888290058110001")), platform).ShouldBeDone();
        Read(Genuine(("accessType", "2")), platform).ShouldBeDone();
        Read(Genuine(("accessType", "2"), ("subMerId", "888290058110002")), platform).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
    }

    [Theory]
    [InlineData("31")]
    [InlineData("99")]
    [InlineData(null)]
    public void A_notification_of_another_kind_is_taken_and_is_no_payment(string? type)
    {
        var code = Read(Genuine(("txnType", type))).ShouldBeRejected();

        code.ShouldBe("not_a_payment");
        gateway.ReplyTo(accepted: false, code).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("gateway_signature_invalid", 401)]
    [InlineData("gateway_notification_unreadable", 400)]
    [InlineData("notification_unknown_payment", 400)]
    public void What_was_not_taken_is_asked_for_again(string problem, int status) =>
        gateway.ReplyTo(accepted: false, problem).ShouldBe(new NotificationReply(status, null, null));

    [Fact]
    public void A_body_that_is_no_form_is_unreadable()
    {
        Read("<xml/>"u8.ToArray()).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
        Read(Array.Empty<byte>()).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
        Read(Encoding.UTF8.GetBytes(SmallUnionPay.Body(Genuine()))).ShouldBeRejected();
    }

    private static Dictionary<string, string> Genuine(params (string Name, string? Value)[] changes) => SmallUnionPay.Signed(SmallUnionPay.Change(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["version"] = "5.1.0",
            ["encoding"] = "UTF-8",
            ["signMethod"] = "01",
            ["txnType"] = "01",
            ["txnSubType"] = "07",
            ["bizType"] = "000000",
            ["accessType"] = "0",
            ["merId"] = Accounts.MerId,
            ["orderId"] = "260501abcdefgh",
            ["txnTime"] = "20260501195900",
            ["txnAmt"] = "1250",
            ["currencyCode"] = "156",
            ["queryId"] = "442605011959579784649",
            ["respCode"] = "00",
            ["respMsg"] = "成功[0000000]",
            ["settleAmt"] = "1250",
            ["settleDate"] = "0501",
            ["traceNo"] = "784649",
            ["traceTime"] = "0501195957",
            ["accNo"] = "cDg4jpD9tKxlI4si91lomXcSjQeOyOxEFLmMc9BLmsJr+/==",
            ["signPubKeyCert"] = TestCertificates.Signer,
        },
        changes));

    private GatewayAnswer<GatewayNews> Read(Dictionary<string, string> fields, GatewayAccount? of = null) => Read(SmallUnionPay.Form(fields), of);

    private GatewayAnswer<GatewayNews> Read(byte[] body, GatewayAccount? of = null) =>
        gateway.ReadNotification(of ?? account, new GatewayNotification(new Dictionary<string, string>(), body), Now);
}
