using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>What a field of a request may be. WeChat Pay refuses unknown fields, nulls and characters outside the basic plane.</summary>
internal abstract record Field(string Name, bool Required)
{
    public abstract void Check(JsonElement value, string pointer);
}

/// <summary>Text of a length in characters, perhaps of a pattern.</summary>
internal sealed record Text(string Name, int Max, bool Required = true, int Min = 1, Regex? Pattern = null) : Field(Name, Required)
{
    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw V3Error.Parameter(pointer, "类型应为字符串", value.GetRawText());
        var text = value.GetString()!;
        if (text.Length < Min || text.Length > Max)
            throw V3Error.Parameter(pointer, $"字符串长度应在{Min}到{Max}之间", text);
        if (Pattern is not null && !Pattern.IsMatch(text))
            throw V3Error.Parameter(pointer, "字符串格式不符合规则", text);
    }
}

/// <summary>A whole number within limits.</summary>
internal sealed record Whole(string Name, long Min, bool Required = true, long Max = int.MaxValue) : Field(Name, Required)
{
    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
            throw V3Error.Parameter(pointer, "类型应为整数", value.GetRawText());
        if (number < Min || number > Max)
            throw V3Error.Parameter(pointer, $"数值应在{Min}到{Max}之间", value.GetRawText());
    }
}

internal sealed record Flag(string Name, bool Required = false) : Field(Name, Required)
{
    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw V3Error.Parameter(pointer, "类型应为布尔值", value.GetRawText());
    }
}

/// <summary>One of a few words.</summary>
internal sealed record Choice(string Name, bool Required, params string[] Words) : Field(Name, Required)
{
    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.String || !Words.Contains(value.GetString(), StringComparer.Ordinal))
            throw V3Error.Parameter(pointer, $"取值应为{string.Join('/', Words)}", value.GetRawText().Trim('"'));
    }
}

/// <summary>An array whose items all have one shape.</summary>
internal sealed record ListOf(string Name, bool Required, Field Item) : Field(Name, Required)
{
    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw V3Error.Parameter(pointer, "类型应为数组");
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Item.Check(item, $"{pointer}/{index++}");
    }
}

/// <summary>An object; as the outermost one it is the body, with an empty name.</summary>
internal sealed record Shape(string Name, bool Required, params Field[] Fields) : Field(Name, Required)
{
    /// <summary>Parses a body of this shape, or says by the first thing that is wrong what it is.</summary>
    public JsonElement Parse(byte[] body)
    {
        // UTF-8 starts a four-byte character with F0 to F4: emoji, rare Hanzi.
        if (!Utf8.IsValid(body) || body.AsSpan().IndexOfAnyInRange((byte)0xF0, (byte)0xFF) >= 0)
            throw V3Error.Parameter("", "请求包含非法字符：仅支持1-3字节的UTF-8字符");
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw V3Error.Parameter("", "请求体不是合法的JSON");
        }

        Check(root, "");
        return root;
    }

    public override void Check(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw V3Error.Parameter(pointer, "类型应为对象", value.GetRawText());
        foreach (var property in value.EnumerateObject())
        {
            var at = $"{pointer}/{property.Name}";
            var field = Array.Find(Fields, known => known.Name == property.Name) ?? throw V3Error.Parameter(at, "不存在此参数");
            if (property.Value.ValueKind == JsonValueKind.Null)
                throw V3Error.Parameter(at, "参数不能为null");
            if (property.Value.ValueKind == JsonValueKind.String && HasSurrogate(property.Value))
                throw V3Error.Parameter(at, "请求包含非法字符：仅支持1-3字节的UTF-8字符");
            field.Check(property.Value, at);
        }

        foreach (var field in Fields)
        {
            if (field.Required && !value.TryGetProperty(field.Name, out _))
                throw V3Error.Parameter($"{pointer}/{field.Name}", "缺少必填参数");
        }
    }

    // An emoji may also come as an escaped pair.
    private static bool HasSurrogate(JsonElement value)
    {
        try
        {
            return value.GetString()!.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0;
        }
        catch (InvalidOperationException)
        {
            return true; // half a pair
        }
    }
}

/// <summary>Reading of a body that its shape has checked.</summary>
internal static class ShapeReading
{
    public static string? Text(this JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static JsonElement? At(this JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : null;
}
