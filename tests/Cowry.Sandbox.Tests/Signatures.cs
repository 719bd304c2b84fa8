using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>A request that is not signed well gets 401 and why; an answer is signed with the key that was asked for.</summary>
public sealed class Signatures
{
    [Fact]
    public async Task A_signature_that_does_not_match_is_refused_with_what_the_gateway_signed()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        sdk.SpoilSignature = signature => (signature[0] == 'A' ? 'B' : 'A') + signature[1..];

        var answer = await sdk.Query("1234567890");

        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe("SIGN_ERROR");
        var detail = answer.Body["detail"]!;
        ((string?)detail["field"]).ShouldBe("signature");
        ((string?)detail["detail"]!["issue"]).ShouldBe("sign not match");
        ((string?)detail["sign_information"]!["url"]).ShouldBe($"/v3/pay/transactions/out-trade-no/1234567890?mchid={sdk.Mchid}");
        ((string?)detail["sign_information"]!["truncated_sign_message"]).ShouldStartWith("GET\n/v3/pay/transactions/");
    }

    [Theory]
    [InlineData(-299, 404)]
    [InlineData(299, 404)]
    [InlineData(-302, 401)]
    [InlineData(302, 401)]
    public async Task The_clock_may_be_five_minutes_off(int seconds, int expected)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        sdk.Clock = TimeSpan.FromSeconds(seconds);
        (await sdk.Query("1234567890")).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_body_changed_on_the_way_is_refused()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        sdk.SpoilRequest = request => request.Content = new StringContent("{}", null, "application/json");
        (await sdk.Close("1234567890")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Another_serial_and_a_missing_header_are_refused()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        sdk.Serial = new string('4', 40);
        (await sdk.Query("1234567890")).Code.ShouldBe("SIGN_ERROR");
        sdk.Serial = (string)sdk.Credentials["merchant_serial"]!;
        sdk.SpoilRequest = request => request.Headers.Remove("Authorization");
        (await sdk.Query("1234567890")).Status.ShouldBe(401);
        sdk.SpoilRequest = request => request.Headers.Remove("User-Agent");
        (await sdk.Query("1234567890")).Code.ShouldBe("PARAM_ERROR");
        sdk.SpoilRequest = request => request.Headers.Remove("Accept");
        (await sdk.Query("1234567890")).Code.ShouldBe("PARAM_ERROR");
    }

    [Fact]
    public async Task The_answer_is_signed_with_the_key_that_the_request_names()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sdk.Native("signedanswer1");

        var byCertificate = await sdk.Query("signedanswer1");
        byCertificate.Headers["Wechatpay-Serial"].ShouldBe(sdk.PlatformSerial);
        sdk.Verify(byCertificate).ShouldBeTrue();
        byCertificate.Headers["Request-ID"].ShouldMatch("^[0-9a-f]+-0$");

        sdk.Wanted = sdk.PublicKeyId;
        var byPublicKey = await sdk.Query("signedanswer1");
        byPublicKey.Headers["Wechatpay-Serial"].ShouldBe(sdk.PublicKeyId);
        sdk.Verify(byPublicKey).ShouldBeTrue();

        byPublicKey.Raw[0] ^= 1;
        sdk.Verify(byPublicKey).ShouldBeFalse();
    }

    [Fact]
    public async Task A_204_is_signed_over_its_empty_body()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sdk.Native("emptyanswer1");
        var answer = await sdk.Close("emptyanswer1");
        answer.Status.ShouldBe(204);
        answer.Raw.ShouldBeEmpty();
        sdk.Verify(answer).ShouldBeTrue();
    }

    [Fact]
    public async Task The_platform_certificate_comes_encrypted_and_is_the_one_that_signs()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant(new { name = "老商户", key_mode = "certificate" });
        sdk.PublicKeyId.ShouldBeNull();

        var answer = await sdk.Get("/v3/certificates");

        var entry = answer.Body["data"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)entry["encrypt_certificate"]!["associated_data"]).ShouldBe("certificate");
        var pem = System.Text.Encoding.ASCII.GetString(Sdk.DecryptBytes(entry["encrypt_certificate"]!, sdk.ApiV3Key));
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(pem);
        certificate.SerialNumber.ShouldBe((string?)entry["serial_no"]);
        certificate.SerialNumber.Length.ShouldBe(40);
        answer.Headers["Wechatpay-Serial"].ShouldBe(certificate.SerialNumber);
        sdk.Verify(answer).ShouldBeTrue();
    }

    [Fact]
    public async Task A_merchant_with_only_the_public_key_has_no_certificates()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant(new { name = "新商户", key_mode = "public_key" });
        sdk.PlatformSerial.ShouldBeNull();
        sdk.PublicKeyId.ShouldNotBeNull().ShouldMatch("^PUB_KEY_ID_[0-9]{34}$");
        var answer = await sdk.Get("/v3/certificates");
        answer.Status.ShouldBe(404);
        answer.Code.ShouldBe("RESOURCE_NOT_EXISTS");
        await sdk.Native("publickey1");
        sdk.Verify(await sdk.Query("publickey1")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_echo_call_proves_that_sensitive_fields_travel_both_ways()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        sdk.Wanted = sdk.PublicKeyId;
        using var publicKey = Sdk.Import((string)sdk.Credentials["public_key"]!);
        var cipher = publicKey.Encrypt("张三"u8, System.Security.Cryptography.RSAEncryptionPadding.OaepSHA1);
        var answer = await sdk.Post("/v3/security/echo", new { echo_message = "你好", encrypted_echo_message = Convert.ToBase64String(cipher) });
        ((string?)answer.Body["echo_message"]).ShouldBe("你好");
        sdk.DecryptOaep(Convert.FromBase64String((string)answer.Body["encrypted_echo_message"]!)).ShouldBe("张三"u8.ToArray());
    }

    [Fact]
    public async Task Every_request_is_kept_with_whether_its_signature_was_right()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sdk.Native("keptrequest1");
        sdk.SpoilSignature = _ => "AAAA";
        await sdk.Query("keptrequest1");

        var seen = System.Text.Json.Nodes.JsonNode.Parse(await sandbox.Http.GetStringAsync("/wechat_pay/requests"))!.AsArray();

        seen.Count.ShouldBe(2);
        ((bool)seen[0]!["signature_valid"]!).ShouldBeFalse();
        ((bool)seen[1]!["signature_valid"]!).ShouldBeTrue();
        ((string?)seen[1]!["body"]).ShouldNotBeNull().ShouldContain("keptrequest1");
        ((string?)seen[1]!["headers"]!["User-Agent"]).ShouldBe("tiny-sdk/1.0");
    }
}
