using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace Cowry.Server.Api;

/// <summary>
/// Writes every error of the API as RFC 9457 JSON with a stable code. Refusals say what they are; a body that the host itself refuses keeps its
/// status; anything else is ours: 500 <c>internal_error</c>, with the request's id and without a word of what broke.
/// </summary>
internal sealed class ProblemWriter(ILogger<ProblemWriter> log) : IExceptionHandler
{
    public const string DocsPath = "/docs/errors#";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var refusal = exception switch
        {
            Refusal known => known,
            BadHttpRequestException { StatusCode: 413 } => new Refusal(413, "body_too_large", "The body is too large"),
            BadHttpRequestException bad => new Refusal(bad.StatusCode, "malformed_request", "The request cannot be read", "A value in the path or the query is not of the right kind."),
            _ => null,
        };
        if (refusal is null)
        {
            log.LogError(exception, "Unhandled error in {Method} {Path}", httpContext.Request.Method, httpContext.Request.Path);
            refusal = new Refusal(500, "internal_error", "Something broke on our side", "Nothing was changed by this request. Try again; tell support the request id if it stays.");
        }

        await WriteAsync(httpContext, refusal);
        return true;
    }

    public static async Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (http.Response.HasStarted)
            return;
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var problem = new Problem
        {
            Type = DocsPath + refusal.Code,
            Title = refusal.Title,
            Status = refusal.Status,
            Detail = refusal.Detail,
            Instance = http.Request.Path,
            Code = refusal.Code,
            RequestId = http.TraceIdentifier,
            Errors = refusal.Errors,
        };
        http.Response.ContentType = "application/problem+json";
        await http.Response.WriteAsync(JsonSerializer.Serialize(problem, Wire.Json), http.RequestAborted);
    }

    /// <summary>For answers that the host gives by itself with an empty body: no such route, wrong method.</summary>
    public static Task WriteStatusAsync(HttpContext http) => WriteAsync(http, http.Response.StatusCode switch
    {
        400 => new Refusal(400, "malformed_request", "The request cannot be read", "A value in the path or the query is missing or not of the right kind."),
        401 => new Refusal(401, "unauthenticated", "Not signed in", "Send a valid bearer token."),
        403 => new Refusal(403, "missing_scope", "Not allowed", "The token lacks the scope that this needs."),
        404 => new Refusal(404, "not_found", "Not found", "There is nothing at this address."),
        405 => new Refusal(405, "method_not_allowed", "Method not allowed", "This address does not know the method."),
        415 => new Refusal(415, "unsupported_media_type", "Send JSON", "Content-Type must be application/json."),
        429 => new Refusal(429, "rate_limited", "Too many requests", "Slow down; see Retry-After."),
        var status => new Refusal(status, "error", "The request was refused"),
    });
}
