namespace Cowry.Sandbox.WeChatPay;

/// <summary>A request whose signature is right.</summary>
/// <param name="AnswerSerial">Serial or key id of WeChat Pay's key that signs the answer.</param>
internal sealed record Call(HttpContext Http, Merchant Merchant, byte[] Body, string AnswerSerial)
{
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    public string BaseUrl => $"{Http.Request.Scheme}://{Http.Request.Host}";

    /// <summary>That the number in the request is the one who signed it.</summary>
    public void RequireMine(string? mchid, string field, string location = "body")
    {
        if (mchid is null)
            throw V3Error.Parameter(field, "缺少必填参数", location: location);
        if (mchid != Merchant.Mchid)
            throw V3Error.Parameter(field, "商户号与签名的商户号不一致", mchid, location);
    }

    /// <summary>That the sub-merchant belongs to the service provider who signed.</summary>
    public SubMerchant RequireSub(string? mchid, string field, string location = "body")
    {
        if (mchid is null)
            throw V3Error.Parameter(field, "缺少必填参数", location: location);
        return Merchant.Sub(mchid) ?? throw new V3Error(403, "NO_AUTH", "特约商户号与服务商号无绑定关系");
    }
}

/// <summary>An answer that is no error. Files of bills are the only ones that go out unsigned.</summary>
internal sealed record Answer(int Status, byte[] Body, string ContentType = "application/json", bool Signed = true)
{
    public static Answer NoContent { get; } = new(204, []);

    public static Answer Ok(Action<System.Text.Json.Utf8JsonWriter> properties) => new(200, Json.Bytes(properties));
}
