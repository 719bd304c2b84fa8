using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>UnionPay's side of the wire, on a <see cref="SmallGateway"/>: what it signs, and what it makes of a request.</summary>
internal static class SmallUnionPay
{
    /// <summary>Answers every request with its own number, time and type, and the given fields.</summary>
    public static Task<SmallGateway> AnsweringAsync(params (string Name, string? Value)[] fields) =>
        SmallGateway.StartAsync((_, http, received) => WriteAsync(http, Signed(Answer(FieldsOf(received), fields))));

    public static Task<SmallGateway> AnsweringAsync(Func<IReadOnlyDictionary<string, string>, (string Name, string? Value)[]> answer) =>
        SmallGateway.StartAsync((_, http, received) =>
        {
            var request = FieldsOf(received);
            return WriteAsync(http, Signed(Answer(request, answer(request))));
        });

    /// <summary>The form of a request, each name once.</summary>
    public static Dictionary<string, string> FieldsOf(Received received) => QueryHelpers.ParseQuery(received.Text)
        .ToDictionary(field => field.Key, field => field.Value.ShouldHaveSingleItem()!, StringComparer.Ordinal);

    public static Dictionary<string, string> Answer(IReadOnlyDictionary<string, string> request, params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["respCode"] = "00",
            ["respMsg"] = "成功[0000000]",
            ["signPubKeyCert"] = TestCertificates.Signer,
        };
        foreach (var name in (string[])["version", "encoding", "bizType", "accessType", "signMethod", "merId", "orderId", "txnTime", "txnType", "txnSubType", "txnAmt"])
        {
            if (request.TryGetValue(name, out var value))
                fields[name] = value;
        }

        return Change(fields, changes);
    }

    public static Dictionary<string, string> Change(Dictionary<string, string> fields, params (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                fields.Remove(name);
            else
                fields[name] = value;
        }

        return fields;
    }

    /// <summary>Signs with UnionPay's key unless told otherwise, by code of its own: the text, its SHA-256 in hex, and that signed.</summary>
    public static Dictionary<string, string> Signed(Dictionary<string, string> fields, RSA? key = null)
    {
        fields["signature"] = Sign(key ?? TestCertificates.SignerKey, TextOf(fields));
        return fields;
    }

    public static string TextOf(IReadOnlyDictionary<string, string> fields) => string.Join('&', fields
        .Where(field => field.Key != "signature")
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"{field.Key}={field.Value}"));

    /// <summary>An answer's body: neither sorted nor encoded.</summary>
    public static string Body(IReadOnlyDictionary<string, string> fields) =>
        string.Join('&', fields.Select(field => $"{field.Key}={field.Value}"));

    /// <summary>A notification's body.</summary>
    public static byte[] Form(IReadOnlyDictionary<string, string> fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")));

    public static Task WriteAsync(HttpContext http, IReadOnlyDictionary<string, string> fields) => WriteAsync(http, Body(fields));

    public static async Task WriteAsync(HttpContext http, string body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html;charset=UTF-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public static void ShouldBeSigned(IReadOnlyDictionary<string, string> request)
    {
        request["certId"].ShouldBe(TestCertificates.MerchantCertId);
        lock (TestCertificates.MerchantKey)
        {
            TestCertificates.MerchantKey
                .VerifyData(Hex(TextOf(request)), Convert.FromBase64String(request["signature"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .ShouldBeTrue();
        }
    }

    private static string Sign(RSA key, string text)
    {
        lock (key)
            return Convert.ToBase64String(key.SignData(Hex(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static byte[] Hex(string text)
    {
        var hex = new StringBuilder(64);
        foreach (var part in SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            hex.Append(part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return Encoding.ASCII.GetBytes(hex.ToString());
    }
}
