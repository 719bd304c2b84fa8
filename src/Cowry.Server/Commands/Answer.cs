using System.Text.Json;
using Cowry.Client;

namespace Cowry.Server.Commands;

/// <summary>A finished command's answer: the very bytes that its idempotency key keeps.</summary>
internal sealed record Answer(int Status, string? Json, bool Replayed = false) : IResult
{
    public static Answer Of<T>(int status, T value) => new(status, JsonSerializer.Serialize(value, Wire.Json));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Replayed)
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
        if (Json is null)
            return;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await httpContext.Response.WriteAsync(Json, httpContext.RequestAborted);
    }
}
