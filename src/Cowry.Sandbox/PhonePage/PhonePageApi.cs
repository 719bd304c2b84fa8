using System.Text;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Printer.Paper;
using QRCoder;

namespace Cowry.Sandbox.PhonePage;

/// <summary>The page with the customer's phone and the printer's paper: <c>/</c>, <c>/phone</c> and what they load from <c>/phone-page</c>.</summary>
public static class PhonePageApi
{
    private const int LongestSymbol = 300;

    /// <summary>Needs the routes of the phones, the printer and the faults in the same application.</summary>
    public static void MapPhonePage(this WebApplication app)
    {
        var files = PageFile.LoadAll();
        app.MapGet("/", (HttpContext http) => files["phone.html"].Send(http));
        app.MapGet("/phone", (HttpContext http) => files["phone.html"].Send(http));
        app.MapGet("/phone-page/{name}", (HttpContext http, string name) => files.TryGetValue(name, out var file)
            ? file.Send(http)
            : http.WriteProblem(404, "file_not_found", "The page has no such file."));
        app.MapGet("/phone-page/barcode/{text}.svg", Barcode);
        app.MapGet("/phone-page/qr/{text}.svg", Qr);
        app.MapGet("/phone/users/{user}/bills", (HttpContext http, string user) => Bills(http, user, new BillHistory(http.RequestServices)));
    }

    private static Task Bills(HttpContext http, string user, BillHistory history)
    {
        try
        {
            return http.WriteJson(200, history.Of(UserTable.RequireName(user)));
        }
        catch (PhoneRefusal refusal)
        {
            return http.WriteProblem(refusal.Status, refusal.Code, refusal.Message);
        }
    }

    /// <summary>A Code 128 of printable ASCII, digits packed in pairs when there is an even number of nothing else.</summary>
    private static Task Barcode(HttpContext http, string text)
    {
        var packed = text.Length % 2 == 0 && text.All(char.IsAsciiDigit);
        byte[] data = packed
            ? [(byte)'{', (byte)'C', .. text.Chunk(2).Select(pair => (byte)(((pair[0] - '0') * 10) + pair[1] - '0'))]
            : [(byte)'{', (byte)'B', .. Encoding.ASCII.GetBytes(text.Replace("{", "{{", StringComparison.Ordinal))];
        if (text.Length > LongestSymbol || Code128.Encode(data).Bars is not { } bars)
            return http.WriteProblem(400, "not_a_barcode", "A Code 128 takes printable ASCII.");
        return SendSvg(http, bars.Length + 20, 28, [.. bars.Index().Where(bar => bar.Item).Select(bar => $"M{bar.Index + 10} 0h1v28h-1z")]);
    }

    private static async Task Qr(HttpContext http, string text)
    {
        if (text.Length > LongestSymbol)
        {
            await http.WriteProblem(400, "too_long", $"At most {LongestSymbol} characters.");
            return;
        }

        using var code = QRCodeGenerator.GenerateQrCode(Encoding.UTF8.GetBytes(text), QRCodeGenerator.ECCLevel.M);
        var matrix = code.ModuleMatrix;
        var dark = from y in Enumerable.Range(0, matrix.Count) from x in Enumerable.Range(0, matrix.Count) where matrix[y][x] select $"M{x} {y}h1v1h-1z";
        await SendSvg(http, matrix.Count, matrix.Count, [.. dark]);
    }

    private static Task SendSvg(HttpContext http, int width, int height, string[] paths)
    {
        http.Response.ContentType = "image/svg+xml; charset=utf-8";
        return http.Response.WriteAsync(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}H0z"/><path d="{string.Concat(paths)}"/></svg>""");
    }
}
