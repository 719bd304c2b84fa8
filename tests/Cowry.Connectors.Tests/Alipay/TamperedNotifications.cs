using System.Text;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A notification is taken as Alipay sent it, and in no other way.</summary>
public sealed class TamperedNotifications : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider services = Accounts.Services();
    private readonly GatewayAccount account = Accounts.Of(null);

    public void Dispose() => services.Dispose();

    public static TheoryData<string> FieldNames => [.. Fields().Keys];

    [Fact]
    public void A_genuine_one_tells_the_payment()
    {
        var payment = Read(Signed(Fields())).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment;

        payment.ShouldBe(new GatewayPayment(
            "260501abcdefgh", GatewayPaymentState.Paid, new Money(1250), "2026050122001468450512505578", Now.AddSeconds(-3), "2088102534368455", "ALIPAYACCOUNT"));
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void A_changed_field_is_refused(string name)
    {
        var fields = Signed(Fields());
        fields[name] += "1";

        ShouldBeForged(fields);
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void A_missing_field_is_refused(string name)
    {
        var fields = Signed(Fields());
        fields.Remove(name);

        ShouldBeForged(fields);
    }

    [Fact]
    public void An_added_field_is_refused()
    {
        var fields = Signed(Fields());
        fields["refund_fee"] = "12.50";

        ShouldBeForged(fields);
    }

    [Fact]
    public void Any_flipped_byte_is_refused_or_says_the_same() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 255]).Sample((position, flip) =>
        {
            var body = Form(Signed(Fields()));
            body[position % body.Length] ^= (byte)flip;
            // %e7 and %E7 are one byte in two spellings; a form that reads the same is the same.
            if (Read(body) is GatewayAnswer<GatewayNews>.Done(GatewayNews.OfPayment(var payment)))
                payment.ShouldBe(((GatewayNews.OfPayment)Read(Signed(Fields())).ShouldBeDone()).Payment);
        }, iter: 2000);

    [Fact]
    public void Another_key_is_refused()
    {
        var fields = Fields();
        fields["sign"] = TestKeys.Sign(TestKeys.Stranger, TextOf(fields));

        ShouldBeForged(fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_is_refused(string sign)
    {
        var fields = Fields();
        fields["sign"] = sign;

        ShouldBeForged(fields);
    }

    [Fact]
    public void An_older_kind_of_signature_is_refused()
    {
        var fields = Signed(Fields());
        fields["sign_type"] = "RSA";

        ShouldBeForged(fields);
    }

    [Fact]
    public void A_field_that_comes_twice_is_refused()
    {
        var body = Encoding.ASCII.GetString(Form(Signed(Fields()))) + "&total_amount=12.50";

        Read(Encoding.ASCII.GetBytes(body)).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    [InlineData("a=%zz")]
    [InlineData("a=%e7")]
    [InlineData("a=%e")]
    [InlineData("=1")]
    [InlineData("a=1&&b=2")]
    public void Rubbish_is_unreadable(string body)
    {
        var code = Read(Encoding.ASCII.GetBytes(body)).ShouldBeRejected();

        code.ShouldBe("gateway_notification_unreadable");
        services.Gateway().ReplyTo(accepted: false, code).ShouldBe(new NotificationReply(400, "text/plain", "fail"));
    }

    [Theory]
    [InlineData("app_id", "2019073166072302")]
    [InlineData("seller_id", "2088000000000000")]
    public void Another_apps_or_merchants_is_refused(string name, string value) =>
        Read(Signed(Fields((name, value)))).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void Only_a_merchants_own_app_may_leave_the_seller_out()
    {
        var fields = Signed(Fields(("seller_id", null)));

        Read(fields).ShouldBeDone();
        services.Gateway().ReadNotification(Accounts.Of(null, "service_provider"), new GatewayNotification(NoHeaders, Form(fields)), Now)
            .ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Empty_values_may_be_signed_or_not(bool areSigned)
    {
        var fields = Fields(("body", ""));
        fields["sign"] = TestKeys.Sign(TestKeys.Alipay, TextOf(fields, areSigned));

        Read(fields).ShouldBeDone();
    }

    [Theory]
    [InlineData("TRADE_FINISHED", GatewayPaymentState.Paid)]
    [InlineData("WAIT_BUYER_PAY", GatewayPaymentState.Open)]
    [InlineData("TRADE_CLOSED", GatewayPaymentState.Closed)]
    public void Each_state_is_told(string status, GatewayPaymentState state) =>
        Read(Signed(Fields(("trade_status", status)))).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment.State.ShouldBe(state);

    [Theory]
    [InlineData("trade_status", "TRADE_OF_TOMORROW")]
    [InlineData("out_trade_no", null)]
    [InlineData("total_amount", "12.505")]
    public void One_that_makes_no_sense_is_unreadable(string name, string? value) =>
        Read(Signed(Fields((name, value)))).ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void A_refund_is_told_by_its_number_and_not_by_the_sum()
    {
        var fields = Signed(Fields(
            ("out_biz_no", "260501refund01"), ("refund_status", "REFUND_SUCCESS"), ("refund_fee", "9.99"), ("gmt_refund", "2026-05-01 11:59:58.321")));

        Read(fields).ShouldBeDone().ShouldBeOfType<GatewayNews.OfRefund>().Refund.ShouldBe(
            new GatewayRefund("260501refund01", GatewayRefundState.Succeeded, RefundedAt: Now.AddSeconds(-2).AddMilliseconds(321)));
    }

    [Fact]
    public void A_refund_whose_state_is_not_told_is_left_to_a_query()
    {
        var fields = Signed(Fields(("out_biz_no", "260501refund01"), ("refund_fee", "2.50"), ("gmt_refund", "2026-05-01 11:59:58")));

        Read(fields).ShouldBeDone().ShouldBeOfType<GatewayNews.OfRefund>().Refund
            .ShouldBe(new GatewayRefund("260501refund01", GatewayRefundState.Processing));
    }

    [Fact]
    public void One_of_another_kind_is_taken_and_is_no_payment()
    {
        var code = Read(Signed(Fields(("notify_type", "servicemarket_order_notify")))).ShouldBeRejected();

        code.ShouldBe("not_a_payment");
        services.Gateway().ReplyTo(accepted: false, code).ShouldBe(new NotificationReply(200, "text/plain", "success"));
    }

    [Fact]
    public async Task What_is_taken_is_answered_with_the_word()
    {
        var answer = await services.Gateway().ReadNotificationAsync(account, new GatewayNotification(NoHeaders, Form(Signed(Fields()))), Now, default);

        answer.ShouldBeDone();
        services.Gateway().ReplyTo(accepted: true, null).ShouldBe(new NotificationReply(200, "text/plain", "success"));
        services.Gateway().ReplyTo(accepted: false, "gateway_signature_invalid").Status.ShouldBe(401);
    }

    private static Dictionary<string, string> NoHeaders => [];

    private static Dictionary<string, string> Fields(params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["notify_time"] = "2026-05-01 11:59:59",
            ["notify_type"] = "trade_status_sync",
            ["notify_id"] = "2026050100222155624068450559358070",
            ["charset"] = "utf-8",
            ["version"] = "1.0",
            ["app_id"] = Accounts.AppId,
            ["auth_app_id"] = Accounts.AppId,
            ["trade_no"] = "2026050122001468450512505578",
            ["out_trade_no"] = "260501abcdefgh",
            ["trade_status"] = "TRADE_SUCCESS",
            ["total_amount"] = "12.50",
            ["receipt_amount"] = "11.50",
            ["buyer_id"] = "2088102534368455",
            ["buyer_logon_id"] = "xud***@126.com",
            ["seller_id"] = Accounts.Seller,
            ["subject"] = "牛肉面 大碗+1 100%",
            ["gmt_create"] = "2026-05-01 11:59:50",
            ["gmt_payment"] = "2026-05-01 11:59:57",
            ["fund_bill_list"] = """[{"amount":"12.50","fundChannel":"ALIPAYACCOUNT"}]""",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
                fields.Remove(name);
            else
                fields[name] = value;
        }

        return fields;
    }

    // Alipay's rule for notifications: without sign and sign_type, which is added after signing.
    private static Dictionary<string, string> Signed(Dictionary<string, string> fields)
    {
        fields["sign"] = TestKeys.Sign(TestKeys.Alipay, TextOf(fields));
        fields["sign_type"] = "RSA2";
        return fields;
    }

    private static string TextOf(Dictionary<string, string> fields, bool withEmpty = false) => string.Join('&', fields
        .Where(field => field.Key is not ("sign" or "sign_type") && (withEmpty || field.Value != ""))
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"{field.Key}={field.Value}"));

    private static byte[] Form(Dictionary<string, string> fields) => Encoding.ASCII.GetBytes(string.Join(
        '&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value).Replace("%20", "+", StringComparison.Ordinal)}")));

    private GatewayAnswer<GatewayNews> Read(Dictionary<string, string> fields) => Read(Form(fields));

    private GatewayAnswer<GatewayNews> Read(byte[] body) =>
        services.Gateway().ReadNotification(account, new GatewayNotification(NoHeaders, body), Now);

    private void ShouldBeForged(Dictionary<string, string> fields) =>
        Read(fields).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
}
