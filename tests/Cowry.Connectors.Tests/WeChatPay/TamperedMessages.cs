using System.Globalization;
using System.Text;
using System.Text.Json;
using Cowry.Domain.Payments;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>A notification is taken as WeChat sent it, and in no other way.</summary>
public sealed class TamperedMessages : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Microsoft.Extensions.DependencyInjection.ServiceProvider services = Accounts.Services();
    private readonly IPaymentGateway gateway;
    private readonly GatewayAccount account = Accounts.Of(null);

    public TamperedMessages() => gateway = (IPaymentGateway)services.GetService(typeof(IPaymentGateway))!;

    public void Dispose() => services.Dispose();

    [Fact]
    public void A_genuine_one_tells_the_payment()
    {
        var news = gateway.ReadNotification(account, Genuine(), Now).ShouldBeDone();

        var payment = news.ShouldBeOfType<GatewayNews.OfPayment>().Payment;
        payment.ShouldBe(new GatewayPayment(
            "260501abcdefgh", GatewayPaymentState.Paid, new(1250), "4200000001", Now.AddSeconds(-3), "oUpF8uMuAJO", "CMC"));
        payment.PaidAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Any_flipped_byte_is_refused() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100_000], Gen.Int[1, 255]).Sample((part, position, flip) =>
        {
            var tampered = Flip(Genuine(), part, position, (byte)flip);
            gateway.ReadNotification(account, tampered, Now).ShouldBeRejected();
        }, iter: 2000);

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-300, false)]
    [InlineData(300, false)]
    [InlineData(-86400, false)]
    public void Only_a_current_one_is_taken(int age, bool taken)
    {
        var answer = gateway.ReadNotification(account, Genuine(), Now.AddSeconds(age));

        if (taken)
            answer.ShouldBeDone();
        else
            answer.ShouldBeRejected().ShouldBe("gateway_timestamp_stale");
    }

    [Fact]
    public void WeChats_own_probe_is_refused_and_answered_as_such()
    {
        var probe = With(Genuine(), "Wechatpay-Signature", signature => "WECHATPAY/SIGNTEST/" + signature);

        var code = gateway.ReadNotification(account, probe, Now).ShouldBeRejected();

        code.ShouldBe("gateway_signature_invalid");
        var reply = gateway.ReplyTo(accepted: false, code);
        reply.Status.ShouldBe(401);
        JsonDocument.Parse(reply.Body!).RootElement.GetProperty("code").GetString().ShouldBe("FAIL");
    }

    [Theory]
    [InlineData("Wechatpay-Timestamp")]
    [InlineData("Wechatpay-Nonce")]
    [InlineData("Wechatpay-Signature")]
    [InlineData("Wechatpay-Serial")]
    public void A_missing_header_is_refused(string name)
    {
        var genuine = Genuine();
        var headers = genuine.Headers.Where(header => header.Key != name).ToDictionary();

        gateway.ReadNotification(account, genuine with { Headers = headers }, Now).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
    }

    [Theory]
    [InlineData("not base64 !")]
    [InlineData("")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_is_refused(string signature) =>
        gateway.ReadNotification(account, With(Genuine(), "Wechatpay-Signature", _ => signature), Now)
            .ShouldBeRejected().ShouldBe("gateway_signature_invalid");

    [Fact]
    public void Base64_in_another_spelling_is_refused() =>
        // The last digit before == holds two bits of the signature and four that a lax decoder ignores.
        gateway.ReadNotification(account, With(Genuine(), "Wechatpay-Signature", Respell), Now)
            .ShouldBeRejected().ShouldBe("gateway_signature_invalid");

    [Fact]
    public void Another_merchants_payment_is_refused() =>
        gateway.ReadNotification(account, Genuine(Transaction(mchid: "1900000001")), Now)
            .ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void A_notification_of_another_kind_is_taken_and_is_no_payment()
    {
        var code = gateway.ReadNotification(account, Genuine(eventType: "A.KIND.OF.TOMORROW"), Now).ShouldBeRejected();

        code.ShouldBe("not_a_payment");
        gateway.ReplyTo(accepted: false, code).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("SUCCESS", GatewayRefundState.Succeeded)]
    [InlineData("ABNORMAL", GatewayRefundState.Abnormal)]
    [InlineData("CLOSED", GatewayRefundState.Failed)]
    public void A_refunds_tells_the_refund(string status, GatewayRefundState state)
    {
        var news = gateway.ReadNotification(account, Genuine(Refund(status), $"REFUND.{status}"), Now).ShouldBeDone();

        var succeeded = state == GatewayRefundState.Succeeded;
        news.ShouldBeOfType<GatewayNews.OfRefund>().Refund.ShouldBe(new GatewayRefund(
            "260501zyxwvuts", state, new(300), "50000000", succeeded ? Now.AddSeconds(-3) : null, succeeded ? null : $"{status}: 零钱"));
    }

    [Theory]
    [InlineData("SUCCESS", "REFUND.ABNORMAL", "1900007291")]
    [InlineData("ABNORMAL", "REFUND.SUCCESS", "1900007291")]
    [InlineData("PROCESSING", "REFUND.SUCCESS", "1900007291")]
    [InlineData("SUCCESS", "TRANSACTION.SUCCESS", "1900007291")]
    [InlineData("SUCCESS", "REFUND.SUCCESS", "1900000001")]
    public void A_refund_that_contradicts_itself_or_is_anothers_is_refused(string status, string eventType, string mchid) =>
        gateway.ReadNotification(account, Genuine(Refund(status, mchid), eventType), Now)
            .ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void A_payment_is_no_refund() =>
        gateway.ReadNotification(account, Genuine(eventType: "REFUND.SUCCESS"), Now)
            .ShouldBeRejected().ShouldBe("gateway_notification_unreadable");

    [Fact]
    public void A_providers_refund_is_known_by_both_its_merchants()
    {
        var provider = Accounts.Of(null, "service_provider");
        string Told(string subMchid) => Refund("SUCCESS", null, "1900007291", subMchid);

        gateway.ReadNotification(provider, Genuine(Told("1900000109"), "REFUND.SUCCESS"), Now).ShouldBeDone();
        gateway.ReadNotification(provider, Genuine(Told("1900000110"), "REFUND.SUCCESS"), Now)
            .ShouldBeRejected().ShouldBe("gateway_notification_unreadable");
    }

    [Fact]
    public void One_that_opens_with_another_key_is_unreadable()
    {
        var code = gateway.ReadNotification(account, Genuine(key: "X" + TestKeys.ApiV3Key[1..]), Now).ShouldBeRejected();

        code.ShouldBe("gateway_notification_unreadable");
        gateway.ReplyTo(accepted: false, code).Status.ShouldBe(400);
        gateway.ReplyTo(accepted: true, null).ShouldBe(new NotificationReply(204, null, null));
    }

    private static string Respell(string signature)
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var last = Digits.IndexOf(signature[^3], StringComparison.Ordinal);
        return signature[..^3] + Digits[last ^ 1] + signature[^2..];
    }

    private static GatewayNotification Flip(GatewayNotification genuine, int part, int position, byte flip)
    {
        if (part == 0)
        {
            var body = genuine.Body.ToArray();
            body[position % body.Length] ^= flip;
            return genuine with { Body = body };
        }

        var name = part switch { 1 => "Wechatpay-Signature", 2 => "Wechatpay-Timestamp", _ => "Wechatpay-Nonce" };
        return With(genuine, name, value =>
        {
            var bytes = Encoding.Latin1.GetBytes(value);
            bytes[position % bytes.Length] ^= flip;
            return Encoding.Latin1.GetString(bytes);
        });
    }

    private static GatewayNotification With(GatewayNotification genuine, string name, Func<string, string> change)
    {
        var headers = genuine.Headers.ToDictionary();
        headers[name] = change(headers[name]);
        return genuine with { Headers = headers };
    }

    private static string Transaction(string mchid = "1900007291") => JsonSerializer.Serialize(new
    {
        mchid,
        appid = "wx2421b1c4370ec43b",
        out_trade_no = "260501abcdefgh",
        transaction_id = "4200000001",
        trade_type = "NATIVE",
        trade_state = "SUCCESS",
        trade_state_desc = "支付成功",
        bank_type = "CMC",
        success_time = "2026-05-01T19:59:57+08:00",
        payer = new { openid = "oUpF8uMuAJO" },
        amount = new { total = 1250, payer_total = 1150, currency = "CNY", payer_currency = "CNY" },
        a_field_of_tomorrow = new[] { 1 },
    });

    private static string Refund(
        string status, string? mchid = "1900007291", string? spMchid = null, string? subMchid = null) => JsonSerializer.Serialize(new
        {
            mchid,
            sp_mchid = spMchid,
            sub_mchid = subMchid,
            transaction_id = "4200000001",
            out_trade_no = "260501abcdefgh",
            refund_id = "50000000",
            out_refund_no = "260501zyxwvuts",
            refund_status = status,
            success_time = "2026-05-01T19:59:57+08:00",
            user_received_account = "零钱",
            amount = new { total = 1250, refund = 300, payer_total = 1150, payer_refund = 276 },
        });

    private static GatewayNotification Genuine(
        string? transaction = null, string eventType = "TRANSACTION.SUCCESS", string key = TestKeys.ApiV3Key)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "EV-2018022511223320873",
            create_time = "2026-05-01T20:00:00+08:00",
            event_type = eventType,
            resource_type = "encrypt-resource",
            summary = "支付成功",
            resource = TestKeys.Seal(transaction ?? Transaction(), "transaction", key),
        });
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        const string Nonce = "593BEC0C930BF1AFEB40B4A08C8FB242";
        return new GatewayNotification(
            new Dictionary<string, string>
            {
                ["Wechatpay-Timestamp"] = timestamp,
                ["Wechatpay-Nonce"] = Nonce,
                ["Wechatpay-Signature"] = TestKeys.Sign(TestKeys.Platform, timestamp, Nonce, body),
                ["Wechatpay-Serial"] = TestKeys.PublicKeyId,
            },
            body);
    }
}
