using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Alipay's side of the wire, on a <see cref="SmallGateway"/>: what it makes of a request, and what it signs.</summary>
internal static class SmallAlipay
{
    public const string Success = "\"code\":\"10000\",\"msg\":\"Success\"";

    /// <summary>Answers each method with its own node, in signed form; a method that is not named is a request too many.</summary>
    public static Task<SmallGateway> AnsweringAsync(params (string Method, string Node)[] nodes) =>
        SmallGateway.StartAsync((_, http, received) =>
        {
            var method = FieldsOf(received)["method"];
            return WriteAsync(http, Signed(method, nodes.Single(node => node.Method == method).Node));
        });

    public static Task<SmallGateway> AnsweringAsync(Func<IReadOnlyDictionary<string, string>, string> answer) =>
        SmallGateway.StartAsync((_, http, received) =>
        {
            var fields = FieldsOf(received);
            return WriteAsync(http, Signed(fields["method"], answer(fields)));
        });

    /// <summary>Gives every request this very body.</summary>
    public static Task<SmallGateway> SayingAsync(string body, int status = 200) =>
        SmallGateway.StartAsync((_, http, _) => WriteAsync(http, body, status));

    /// <summary>What stands in the address and in the form, each name once in both together.</summary>
    public static Dictionary<string, string> FieldsOf(Received received)
    {
        var query = QueryHelpers.ParseQuery(new Uri("http://x" + received.PathAndQuery).Query);
        return query.Concat(QueryHelpers.ParseQuery(received.Text))
            .ToDictionary(field => field.Key, field => field.Value.ShouldHaveSingleItem()!, StringComparer.Ordinal);
    }

    public static JsonElement BizContentOf(Received received) => JsonDocument.Parse(FieldsOf(received)["biz_content"]).RootElement;

    public static Received Single(this SmallGateway gateway, string method) =>
        gateway.Requests.Where(request => FieldsOf(request)["method"] == method).ShouldHaveSingleItem();

    public static string NameOf(string method) => method.Replace('.', '_') + "_response";

    public static string Signed(string method, string node, RSA? key = null) =>
        $$"""{"{{NameOf(method)}}":{{node}},"sign":"{{TestKeys.Sign(key ?? TestKeys.Alipay, node)}}"}""";

    public static string Refusal(string code, string subCode) =>
        $$"""{"code":"{{code}}","msg":"Business Failed","sub_code":"{{subCode}}","sub_msg":"说明"}""";

    public static async Task WriteAsync(HttpContext http, string body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html;charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public static void ShouldBeSigned(this Received request)
    {
        var fields = FieldsOf(request);
        var text = string.Join('&', fields
            .Where(field => field.Key != "sign" && field.Value != "")
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}"));
        TestKeys.Verify(TestKeys.App, text, fields["sign"]).ShouldBeTrue(text);
    }
}
