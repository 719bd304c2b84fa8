using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>What the gateway asks of a request and what it says when it does not get it.</summary>
public sealed class AlipayRequests
{
    [Fact]
    public async Task Query_and_body_are_one_and_both_charsets_are_signed_in_their_own_bytes()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        sdk.AllInBody = true;
        await sdk.Precreate("wire1");
        sdk.Encoding = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
        var code = (await sdk.Call("alipay.trade.precreate", sdk.Order("wire2")))["qr_code"]!;
        ((string?)(await sandbox.Post("/phone/scan", new { user = "alice", content = code })).Body["description"]).ShouldBe("牛肉面");
        var refused = await sdk.Query("nosuchorder");
        refused.ContentType.ShouldBe("text/html; charset=gbk");
        refused["sub_msg"].ShouldBe("交易不存在");
        sdk.Verify(refused).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_app_is_refused_before_its_signature_and_without_one()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        sdk.Spoil = parameters => parameters["app_id"] = "2021000000000000";
        var answer = await sdk.Query("any");
        answer.Status.ShouldBe(200);
        (answer.NodeName, answer.Code, answer.SubCode).ShouldBe(("alipay_trade_query_response", "40002", "isv.invalid-app-id"));
        answer.Whole.ContainsKey("sign").ShouldBeFalse();
        sdk.Spoil = parameters => parameters.Remove("app_id");
        (await sdk.Query("any")).SubCode.ShouldBe("isv.missing-app-id");
    }

    [Theory]
    [InlineData("method", null, "error_response", "40001", "isv.missing-method")]
    [InlineData("method", "alipay.trade.teleport", "error_response", "40002", "isv.invalid-method")]
    [InlineData("version", null, "", "40001", "isv.missing-version")]
    [InlineData("sign_type", null, "", "40001", "isv.missing-signature-type")]
    [InlineData("sign_type", "RSA", "", "40002", "isv.invalid-signature-type")]
    [InlineData("charset", "big5", "", "40002", "isv.invalid-charset")]
    [InlineData("timestamp", null, "", "40001", "isv.missing-timestamp")]
    [InlineData("timestamp", "2026-01-01T00:00:00Z", "", "40002", "isv.invalid-timestamp")]
    [InlineData("timestamp", "2026-01-01 00:00:00", "", "40002", "isv.invalid-timestamp")]
    [InlineData("app_auth_token", "202601BBnobody", "", "20001", "aop.invalid-app-auth-token")]
    [InlineData("app_cert_sn", "00", "", "40001", "isv.missing-alipay-root-cert-sn")]
    public async Task A_wrong_parameter_is_refused_by_its_name(string name, string? value, string node, string code, string subCode)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        sdk.Spoil = parameters =>
        {
            if (value is null)
                parameters.Remove(name);
            else
                parameters[name] = value;
        };
        var answer = await sdk.Query("any");
        answer.NodeName.ShouldBe(node.Length == 0 ? "alipay_trade_query_response" : node);
        (answer.Code, answer.SubCode).ShouldBe((code, subCode));
        answer.Whole.ContainsKey("sign").ShouldBeTrue("the app is known");
    }

    [Fact]
    public async Task A_wrong_or_missing_signature_is_refused()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        using var other = await AlipaySdk.Of(sandbox, new { name = "别家" });
        sdk.SpoilSignature = _ => "";
        (await sdk.Query("any")).SubCode.ShouldBe("isv.missing-signature");
        sdk.SpoilSignature = signature => signature[..10] + (signature[10] == 'A' ? 'B' : 'A') + signature[11..];
        (await sdk.Query("any")).SubCode.ShouldBe("isv.invalid-signature");
        other.Spoil = parameters => parameters["app_id"] = sdk.AppId;
        (await other.Query("any")).SubCode.ShouldBe("isv.invalid-signature");
        var request = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/alipay/requests"))![0]!;
        ((bool)request["signature_valid"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"面","surprise":1}""", "surprise")]
    [InlineData("""{"total_amount":"1.00","subject":"面"}""", "out_trade_no")]
    [InlineData("""{"out_trade_no":"biz-1","total_amount":"1.00","subject":"面"}""", "out_trade_no")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.001","subject":"面"}""", "total_amount")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"0.00","subject":"面"}""", "total_amount")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1e2","subject":"面"}""", "total_amount")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"100000000.01","subject":"面"}""", "total_amount")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"a=b"}""", "subject")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"面","timeout_express":"90s"}""", "timeout_express")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"面","timeout_express":"16d"}""", "timeout_express")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"面","time_expire":"tomorrow"}""", "time_expire")]
    [InlineData("""{"out_trade_no":"biz1","total_amount":"1.00","subject":"面","discountable_amount":"0.5","undiscountable_amount":"0.4"}""", "总金额")]
    public async Task A_wrong_field_of_the_content_is_refused_by_its_name(string biz, string named)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var answer = await sdk.Send("alipay.trade.precreate", biz, null, []);
        (answer.Code, answer.SubCode).ShouldBe(("40004", "ACQ.INVALID_PARAMETER"));
        answer["sub_msg"].ShouldNotBeNull().ShouldContain(named);
    }

    [Fact]
    public async Task Content_that_is_no_json_a_foreign_seller_and_a_past_deadline_are_refused()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        (await sdk.Send("alipay.trade.query", "{", null, [])).SubCode.ShouldBe("isv.illegal-json");
        (await sdk.Send("alipay.trade.query", null, null, [])).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
        var order = sdk.Order("biz2");
        order["seller_id"] = "2088000000000000";
        (await sdk.Call("alipay.trade.precreate", order)).SubCode.ShouldBe("ACQ.PARTNER_ERROR");
        order["seller_id"] = sdk.Pid;
        order["time_expire"] = "2020-01-01 00:00:00";
        (await sdk.Call("alipay.trade.precreate", order)).SubCode.ShouldBe("ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR");
    }

    [Fact]
    public async Task In_certificate_mode_answers_name_a_certificate_that_leads_to_the_root()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox, certificates: true);
        await sandbox.Pay("alice", await sdk.Precreate("cert1", "1.00", shop.NotifyUrl));
        sdk.Verify(await sdk.Query("cert1")).ShouldBeTrue();
        sdk.Read(await shop.Next()).ShouldNotBeNull("signed by the certificate's key");

        var file = (await sdk.Call("alipay.open.app.alipaycert.download", new { alipay_cert_sn = sdk.Credentials["alipay_cert_sn"] }))["alipay_cert_content"];
        Encoding.ASCII.GetString(Convert.FromBase64String(file!)).ShouldBe((string?)sdk.Credentials["alipay_cert"]);
        foreach (var name in new[] { "alipay_cert", "app_cert" })
            LeadsToRoot(sdk, name).ShouldBeTrue(name);
        ((string?)sdk.Credentials["alipay_root_cert_sn"]).ShouldNotBeNull().ShouldMatch("^[0-9a-f]{32}_[0-9a-f]{32}$", "the elliptic root does not count");

        sdk.Spoil = parameters => parameters["app_cert_sn"] = "00";
        (await sdk.Query("cert1")).SubCode.ShouldBe("isv.invalid-app-cert-sn");
        sdk.Spoil = parameters => parameters.Remove("app_cert_sn");
        (await sdk.Query("cert1")).Whole.ContainsKey("alipay_cert_sn").ShouldBeFalse("this app may use either mode, and so the request is one of the other");
        using var strict = await AlipaySdk.Of(sandbox, new { name = "证书", key_mode = "certificate" });
        (await strict.Query("cert1")).SubCode.ShouldBe("isv.missing-app-cert-sn");
    }

    [Fact]
    public async Task The_node_and_the_signature_come_in_either_order()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var usual = await AlipaySdk.Of(sandbox);
        using var other = await AlipaySdk.Of(sandbox, new { name = "反序", answer_order = "sign_first" });
        (await usual.Query("any")).Raw.ShouldStartWith("{\"alipay_trade_query_response\":");
        var answer = await other.Query("any");
        answer.Raw.ShouldStartWith("{\"sign\":");
        other.Verify(answer).ShouldBeTrue();
    }

    private static bool LeadsToRoot(AlipaySdk sdk, string name)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem((string)sdk.Credentials[name]!);
        var between = new X509Certificate2Collection();
        between.ImportFromPem((string)sdk.Credentials["alipay_cert"]!);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem((string)sdk.Credentials["alipay_root_cert"]!);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificates[0]);
    }
}
