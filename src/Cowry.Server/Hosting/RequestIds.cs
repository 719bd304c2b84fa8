namespace Cowry.Server.Hosting;

/// <summary>
/// Gives every request an id that stands in its answer (<c>X-Request-Id</c>), in its problem and in its log lines. A caller's own id is kept when it is
/// short and harmless.
/// </summary>
internal sealed class RequestIds(RequestDelegate next, TimeProvider time, ILogger<RequestIds> log)
{
    private const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        http.TraceIdentifier = given.Length is > 0 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? given
            : $"req_{Guid.CreateVersion7(time.GetUtcNow()):n}";
        // On start, since an exception handler clears what was set before.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = http.TraceIdentifier;
            return Task.CompletedTask;
        });
        using (log.BeginScope(new KeyValuePair<string, object>[] { new("request_id", http.TraceIdentifier) }))
            await next(http);
    }
}
