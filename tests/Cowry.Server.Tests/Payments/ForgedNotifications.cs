using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Payments;

/// <summary>
/// Notifications that the gateway never sent, or not so. The test holds the gateway's key here, so that it can sign what no honest gateway would.
/// </summary>
public sealed class ForgedNotifications(World world)
{
    [Theory, OnEachDatabase]
    public async Task What_is_forged_stale_or_about_something_else_changes_nothing(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var gatewayKey = RSA.Create(2048);
        var payment = await shop.TakeAsync(1250);
        await BelieveAsync(shop, gatewayKey);
        using var strangerKey = RSA.Create(2048);

        (await NotifyAsync(shop, strangerKey, Body(shop, payment.GatewayNumber!, 1250))).ShouldBeOneOf(400, 401);
        (await NotifyAsync(shop, gatewayKey, Body(shop, payment.GatewayNumber!, 1250), secondsAgo: 600)).ShouldBeOneOf(400, 401);
        (await NotifyAsync(shop, gatewayKey, Body(shop, payment.GatewayNumber!, 1250), secondsAgo: -600)).ShouldBeOneOf(400, 401);
        (await NotifyAsync(shop, gatewayKey, Body(shop, payment.GatewayNumber!, 1250), tamper: true)).ShouldBeOneOf(400, 401);
        (await NotifyAsync(shop, gatewayKey, "not json"u8.ToArray())).ShouldBeOneOf(400, 401);
        (await NotifyAsync(shop, gatewayKey, Body(shop, "nobodysnumber123", 1250))).ShouldBeGreaterThanOrEqualTo(400);
        (await shop.PaymentAsync(payment.Id)).Status.ShouldBe(PaymentStatus.Pending);

        (await NotifyAsync(shop, gatewayKey, Body(shop, payment.GatewayNumber!, 1249))).ShouldBeGreaterThanOrEqualTo(400);
        var odd = await shop.PaymentAsync(payment.Id);
        odd.Status.ShouldBe(PaymentStatus.Pending);
        odd.Problem!.Code.ShouldBe("gateway_amount_mismatch");
        (await shop.EventsAsync()).Select(e => e.Type).ShouldBe([EventTypes.PaymentCreated]);
    }

    [Theory, OnEachDatabase]
    public async Task A_replayed_notification_is_taken_and_changes_nothing(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var gatewayKey = RSA.Create(2048);
        var payment = await shop.TakeAsync(1250);
        await BelieveAsync(shop, gatewayKey);
        var body = Body(shop, payment.GatewayNumber!, 1250);
        for (var i = 0; i < 3; i++)
            (await NotifyAsync(shop, gatewayKey, body)).ShouldBeOneOf(200, 204);
        var replays = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => NotifyAsync(shop, gatewayKey, body)));
        replays.ShouldAllBe(status => status == 200 || status == 204);
        (await shop.PaymentAsync(payment.Id)).Status.ShouldBe(PaymentStatus.Succeeded);
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.PaymentSucceeded).ShouldBe(1);
    }

    /// <summary>Has the account trust the test's key as the gateway's.</summary>
    private static async Task BelieveAsync(Shop shop, RSA key)
    {
        using var answer = await shop.SendAsync(HttpMethod.Patch, $"/v1/payment_accounts/{shop.Account}", new
        {
            wechat_pay_secrets = new { public_key = key.ExportSubjectPublicKeyInfoPem() },
        });
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("BEGIN PUBLIC KEY");
        answer.EnsureSuccessStatusCode();
    }

    private static byte[] Body(Shop shop, string number, long amount)
    {
        var transaction = JsonSerializer.SerializeToUtf8Bytes(new
        {
            appid = shop.Gateway["appid"]!.GetValue<string>(),
            mchid = shop.Gateway["mchid"]!.GetValue<string>(),
            out_trade_no = number,
            transaction_id = "4200000000202611240000000001",
            trade_type = "NATIVE",
            trade_state = "SUCCESS",
            trade_state_desc = "支付成功",
            bank_type = "OTHERS",
            success_time = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            payer = new { openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
            amount = new { total = amount, payer_total = amount, currency = "CNY", payer_currency = "CNY" },
        });
        var nonce = RandomNumberGenerator.GetHexString(12, lowercase: true);
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(shop.Gateway["api_v3_key"]!.GetValue<string>()), 16);
        var (cipher, tag) = (new byte[transaction.Length], new byte[16]);
        aes.Encrypt(Encoding.ASCII.GetBytes(nonce), transaction, cipher, tag, "transaction"u8);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "0b0f31b2-90f2-5b5c-9d2c-2f3d0c8d3a11",
            create_time = "2026-11-24T12:00:00+08:00",
            event_type = "TRANSACTION.SUCCESS",
            resource_type = "encrypt-resource",
            summary = "支付成功",
            resource = new
            {
                original_type = "transaction",
                algorithm = "AEAD_AES_256_GCM",
                ciphertext = Convert.ToBase64String([.. cipher, .. tag]),
                associated_data = "transaction",
                nonce,
            },
        });
    }

    private static async Task<int> NotifyAsync(Shop shop, RSA key, byte[] body, int secondsAgo = 0, bool tamper = false)
    {
        var timestamp = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - secondsAgo).ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];
        var signature = Convert.ToBase64String(key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        if (tamper)
            body = [.. body[..^1], (byte)' ', (byte)'}'];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{shop.Server.Address}/v1/notifications/{shop.Merchant}/{shop.Account}");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Wechatpay-Timestamp", timestamp);
        request.Headers.Add("Wechatpay-Nonce", nonce);
        request.Headers.Add("Wechatpay-Signature", signature);
        request.Headers.Add("Wechatpay-Serial", shop.Gateway["public_key_id"]!.GetValue<string>());
        request.Headers.Add("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
