using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Cowry.Domain.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Certificates are downloaded, proven, renewed, and chosen by serial.</summary>
public sealed class PlatformCertificateMode : IAsyncLifetime
{
    private const string CodeUrl = """{"code_url":"weixin://wxpay/bizpayurl?pr=1"}""";
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SetClock clock = new(Start);
    private readonly X509Certificate2 first = TestKeys.Certificate(TestKeys.Platform, 0xF0, Start.AddYears(-1), Start.AddYears(4));
    private readonly X509Certificate2 second = TestKeys.Certificate(TestKeys.Stranger, 0x11, Start.AddDays(-1), Start.AddYears(5));
    private ServiceProvider services = null!;
    private SmallGateway wechat = null!;
    private GatewayAccount account = null!;

    // What the gateway serves: its list, and the key and serial that it signs with.
    private string list = "";
    private int listStatus = 200;
    private (RSA Key, string Serial) listSigner;
    private (RSA Key, string Serial) signer;

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    private int Downloads => wechat.Requests.Count(request => request.PathAndQuery == "/v3/certificates");

    public async ValueTask InitializeAsync()
    {
        services = Accounts.Services(clock: clock);
        list = TestKeys.CertificateList(first);
        listSigner = signer = (TestKeys.Platform, TestKeys.SerialOf(first));
        wechat = await SmallGateway.StartAsync(AnswerAsync, clock);
        account = Accounts.Of(wechat.Url, verification: "platform_certificate");
    }

    public async ValueTask DisposeAsync()
    {
        await wechat.DisposeAsync();
        await services.DisposeAsync();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task The_first_call_downloads_and_the_next_do_not()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await ShowAsync()).ShouldBeDone()));
        (await ShowAsync()).ShouldBeDone();

        Downloads.ShouldBe(1);
        wechat.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("Wechatpay-Serial"));
    }

    [Fact]
    public async Task They_are_renewed_after_twelve_hours_in_the_background()
    {
        (await ShowAsync()).ShouldBeDone();
        clock.Now = Start.AddHours(11.9);
        (await ShowAsync()).ShouldBeDone();
        Downloads.ShouldBe(1);

        clock.Now = Start.AddHours(12);
        (await ShowAsync()).ShouldBeDone();

        await Eventually(() => Downloads == 2);
    }

    [Fact]
    public async Task A_new_serial_is_fetched_at_once_but_not_more_than_once_a_minute()
    {
        (await ShowAsync()).ShouldBeDone();
        clock.Now = Start.AddMinutes(2);
        signer = (TestKeys.Stranger, TestKeys.SerialOf(second));
        (await ShowAsync()).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
        Downloads.ShouldBe(2);

        list = TestKeys.CertificateList(first, second);
        (await ShowAsync()).ShouldBeUnknown();
        Downloads.ShouldBe(2);
        clock.Now = Start.AddMinutes(3.1);
        (await ShowAsync()).ShouldBeDone();
        Downloads.ShouldBe(3);

        // Both sign now: either is taken.
        signer = (TestKeys.Platform, TestKeys.SerialOf(first));
        (await ShowAsync()).ShouldBeDone();
        Downloads.ShouldBe(3);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_not_believed()
    {
        using var old = TestKeys.Certificate(TestKeys.Stranger, 0x22, Start.AddYears(-5), Start.AddDays(-1));
        list = TestKeys.CertificateList(first, old);
        signer = (TestKeys.Stranger, TestKeys.SerialOf(old));

        (await ShowAsync()).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public async Task A_list_that_is_signed_by_none_of_its_certificates_is_not_believed()
    {
        listSigner = (TestKeys.Stranger, TestKeys.SerialOf(first));

        (await ShowAsync()).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
        wechat.Requests.ShouldAllBe(request => request.PathAndQuery == "/v3/certificates");
    }

    [Fact]
    public async Task A_list_that_does_not_open_with_our_key_is_not_believed()
    {
        account = Accounts.Of(wechat.Url, verification: "platform_certificate", changes: ("api_v3_key", "X" + TestKeys.ApiV3Key[1..]));

        (await ShowAsync()).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_is_asked_for_again_by_the_next_call()
    {
        listStatus = 500;
        (await ShowAsync()).ShouldBeUnknown().ShouldBe("gateway_unavailable");
        listStatus = 200;

        (await ShowAsync()).ShouldBeDone();
    }

    [Fact]
    public async Task A_refused_list_refuses_the_call()
    {
        (listStatus, list) = (401, """{"code":"SIGN_ERROR","message":"签名错误"}""");

        (await ShowAsync()).ShouldBeRejected().ShouldBe("gateway_credentials_refused");
    }

    [Fact]
    public async Task A_notification_fetches_the_certificate_that_it_names()
    {
        (await Gateway.ReadNotificationAsync(account, Notification(), clock.Now, default)).ShouldBeDone()
            .ShouldBeOfType<GatewayNews.OfPayment>().Payment.Number.ShouldBe("n12345678");

        Downloads.ShouldBe(1);
        Gateway.ReadNotification(account, Notification(), clock.Now).ShouldBeDone();
    }

    [Fact]
    public async Task During_the_move_to_a_public_key_both_are_believed()
    {
        account = Accounts.Of(wechat.Url);
        signer = (TestKeys.Platform, TestKeys.PublicKeyId);
        (await ShowAsync()).ShouldBeDone();
        Downloads.ShouldBe(0);

        (await Gateway.ReadNotificationAsync(account, Notification(), clock.Now, default)).ShouldBeDone();
        Downloads.ShouldBe(1);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<GatewayAnswer<GatewayQr>> ShowAsync() => Gateway.ShowQrAsync(account, Accounts.Order(), default);

    private Task AnswerAsync(SmallGateway small, HttpContext http, Received request) => request.PathAndQuery == "/v3/certificates"
        ? small.WriteAsync(http, listStatus, list, listSigner.Key, listSigner.Serial)
        : small.WriteAsync(http, 200, CodeUrl, signer.Key, signer.Serial);

    private GatewayNotification Notification()
    {
        var transaction =
            """{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS","transaction_id":"42","amount":{"total":1}}""";
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "1",
            event_type = "TRANSACTION.SUCCESS",
            resource = TestKeys.Seal(transaction, "transaction"),
        });
        var timestamp = clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new GatewayNotification(
            new Dictionary<string, string>
            {
                ["wechatpay-timestamp"] = timestamp,
                ["wechatpay-nonce"] = "abc",
                ["wechatpay-signature"] = TestKeys.Sign(TestKeys.Platform, timestamp, "abc", body),
                ["wechatpay-serial"] = TestKeys.SerialOf(first),
            },
            body);
    }
}
