using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>An answer is believed in the bytes that Alipay signed, and in no others.</summary>
public sealed class TamperedAnswers : IDisposable
{
    private const string Name = "alipay_trade_precreate_response";
    private const string Node = "{" + SmallAlipay.Success + ",\"qr_code\":\"https://qr.alipay.com/bavh4\",\"note\":\"{a} \\\\\\\" 面\"}";
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private static string Sign => TestKeys.Sign(TestKeys.Alipay, Node);

    [Fact]
    public async Task The_exact_bytes_are_judged_wherever_the_signature_stands()
    {
        (await AskAsync($$"""{"{{Name}}":{{Node}},"sign":"{{Sign}}"}""")).ShouldBeDone().Content.ShouldBe("https://qr.alipay.com/bavh4");
        (await AskAsync($$"""  {"sign":"{{Sign}}",  "{{Name}}" : {{Node}} } """)).ShouldBeDone();
        (await AskAsync($$"""{"alipay_cert_sn":"1","more":{"sign":"x","{{Name}}":1},"{{Name}}":{{Node}},"sign":"{{Sign}}"}""")).ShouldBeDone();
        (await AskAsync($$"""{"error_response":{{Node}},"sign":"{{Sign}}"}""")).ShouldBeDone();
    }

    [Fact]
    public async Task Slashes_may_be_spelled_otherwise_than_signed()
    {
        var escaped = Node.Replace("/", "\\/", StringComparison.Ordinal);

        (await AskAsync($$"""{"{{Name}}":{{escaped}},"sign":"{{Sign}}"}""")).ShouldBeDone().Content.ShouldBe("https://qr.alipay.com/bavh4");
        (await AskAsync($$"""{"{{Name}}":{{Node}},"sign":"{{TestKeys.Sign(TestKeys.Alipay, escaped)}}"}""")).ShouldBeDone();
    }

    [Theory]
    [InlineData("bavh4", "bavh5")]
    [InlineData(",\"qr_code\"", ", \"qr_code\"")]
    [InlineData("面", "麵")]
    [InlineData("10000", "10000 ")]
    public async Task Changed_bytes_are_not_believed(string part, string change)
    {
        var changed = Node.Replace(part, change, StringComparison.Ordinal);
        changed.ShouldNotBe(Node);

        (await AskAsync($$"""{"{{Name}}":{{changed}},"sign":"{{Sign}}"}""")).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public async Task Another_key_is_not_believed() =>
        (await AskAsync(SmallAlipay.Signed("alipay.trade.precreate", Node, TestKeys.Stranger))).ShouldBeUnknown()
            .ShouldBe("gateway_signature_invalid");

    [Fact]
    public async Task The_apps_own_key_is_not_Alipays() =>
        (await AskAsync(SmallAlipay.Signed("alipay.trade.precreate", Node, TestKeys.App))).ShouldBeUnknown()
            .ShouldBe("gateway_signature_invalid");

    [Theory]
    [InlineData("")]
    [InlineData(",\"sign\":\"\"")]
    [InlineData(",\"sign\":null")]
    [InlineData(",\"sign\":[]")]
    [InlineData(",\"sign\":\"AAAA\"")]
    [InlineData(",\"sign\":\"not base64 !\"")]
    public async Task A_success_without_a_signature_is_not_believed(string sign) =>
        (await AskAsync($$"""{"{{Name}}":{{Node}}{{sign}}}""")).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");

    [Fact]
    public async Task A_wait_for_the_payer_has_to_be_signed_too()
    {
        await using var alipay = await SmallAlipay.SayingAsync("""{"alipay_trade_pay_response":{"code":"10003","msg":"order success pay inprocess"}}""");

        (await services.Scanner().ScanCodeAsync(Accounts.Of(alipay.Url), Accounts.Order(), "280123456789012345", default))
            .ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
    }

    [Fact]
    public async Task An_early_error_carries_no_signature() =>
        (await AskAsync($$"""{"{{Name}}":{{SmallAlipay.Refusal("40002", "isv.invalid-app-id")}}}""")).ShouldBeRejected()
            .ShouldBe("gateway_appid_unknown");

    [Fact]
    public async Task An_error_with_a_wrong_signature_is_not_believed() =>
        (await AskAsync($$"""{"{{Name}}":{{SmallAlipay.Refusal("40004", "ACQ.TRADE_HAS_CLOSE")}},"sign":"{{Sign}}"}""")).ShouldBeUnknown()
            .ShouldBe("gateway_signature_invalid");

    [Theory]
    [InlineData("""{"NAME":NODE,"NAME":{"code":"10000","qr_code":"https://evil.example.com"},"sign":"SIGN"}""")]
    [InlineData("""{"NAME":{"code":"10000","qr_code":"https://evil.example.com"},"NAME":NODE,"sign":"SIGN"}""")]
    [InlineData("""{"error_response":{"code":"40004"},"NAME":NODE,"sign":"SIGN"}""")]
    [InlineData("""{"alipay\u005ftrade_precreate_response":{"code":"10000"},"NAME":NODE,"sign":"SIGN"}""")]
    [InlineData("""{"NAME":NODE,"sign":"SIGN","sign":"SIGN"}""")]
    [InlineData("""{"NAME":NODE,"sign":"SIGN"}{}""")]
    [InlineData("""{"NAME":NODE,"sign":"SIGN" """)]
    [InlineData("""[{"NAME":NODE,"sign":"SIGN"}]""")]
    [InlineData("""{"NAME":"NODE","sign":"SIGN"}""")]
    [InlineData("""{"alipay_trade_query_response":NODE,"sign":"SIGN"}""")]
    [InlineData("""{"sign":"SIGN"}""")]
    public async Task A_body_that_can_be_read_in_two_ways_or_none_decides_nothing(string shape)
    {
        var body = shape.Replace("NAME", Name, StringComparison.Ordinal)
            .Replace("\"NODE\"", "\"AAAA\"", StringComparison.Ordinal)
            .Replace("NODE", Node, StringComparison.Ordinal)
            .Replace("SIGN", Sign, StringComparison.Ordinal);

        (await AskAsync(body)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Fact]
    public async Task A_signed_answer_without_a_code_is_no_success()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(_ => "{}");

        (await services.Gateway().CloseAsync(Accounts.Of(alipay.Url), Accounts.Order().Reference(), default))
            .ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    private async Task<GatewayAnswer<GatewayQr>> AskAsync(string body)
    {
        await using var alipay = await SmallAlipay.SayingAsync(body);
        return await services.Gateway().ShowQrAsync(Accounts.Of(alipay.Url), Accounts.Order(), default);
    }
}
