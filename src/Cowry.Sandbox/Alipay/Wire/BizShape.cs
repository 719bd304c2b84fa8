using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cowry.Sandbox.Alipay;

/// <summary>A field of biz_content. Text may also come as a number, as the live gateway takes it.</summary>
/// <param name="Longest">In characters; 0 for what is no text (objects, lists) and is not looked into.</param>
internal sealed record BizField(string Name, int Longest, bool Required = false, Regex? Pattern = null);

/// <summary>What a method's biz_content may hold; a field that is not documented for the method is refused by its name.</summary>
internal sealed class BizShape(params BizField[] fields)
{
    public JsonElement Parse(string text)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new AlipayError("40002", "isv.illegal-json", "biz_content不是合法的JSON");
        }

        if (root.ValueKind != JsonValueKind.Object)
            throw new AlipayError("40002", "isv.illegal-json", "biz_content不是JSON对象");
        foreach (var property in root.EnumerateObject())
            Check(property);
        foreach (var field in fields.Where(field => field.Required))
        {
            if (root.Text(field.Name) is null)
                throw AlipayError.Parameter($"{field.Name}不能为空");
        }

        return root;
    }

    private void Check(JsonProperty property)
    {
        var field = Array.Find(fields, known => known.Name == property.Name) ?? throw AlipayError.Parameter($"不支持的参数{property.Name}");
        if (property.Value.ValueKind == JsonValueKind.Null)
            return;
        if (field.Longest == 0)
        {
            if (property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                throw AlipayError.Parameter($"{field.Name}类型不正确");
            return;
        }

        if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            throw AlipayError.Parameter($"{field.Name}类型应为字符串");
        var text = property.Value.ToString();
        if (text.Length > field.Longest)
            throw AlipayError.Parameter($"{field.Name}长度不能超过{field.Longest}");
        if (text.Length > 0 && field.Pattern?.IsMatch(text) == false)
            throw AlipayError.Parameter($"{field.Name}格式不正确");
    }
}

/// <summary>Reading of what a shape has checked.</summary>
internal static partial class BizReading
{
    private const long Most = 10_000_000_000;

    public static string? Text(this JsonElement biz, string name) =>
        biz.ValueKind == JsonValueKind.Object && biz.TryGetProperty(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>An amount of yuan in fen, 0.01 to 100000000; null when it is not there.</summary>
    public static long? Yuan(this JsonElement biz, string name, long least = 1)
    {
        if (biz.Text(name) is not { } text)
            return null;
        if (!Amount().IsMatch(text))
            throw AlipayError.Parameter($"{name}不是合法的金额");
        var parts = text.Split('.');
        var fen = parts.Length == 1 ? "00" : parts[1].PadRight(2, '0');
        var amount = long.Parse(parts[0] + fen, CultureInfo.InvariantCulture);
        return amount >= least && amount <= Most ? amount : throw AlipayError.Parameter($"{name}超出范围");
    }

    [GeneratedRegex(@"^[0-9]{1,9}(\.[0-9]{1,2})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Amount();
}
