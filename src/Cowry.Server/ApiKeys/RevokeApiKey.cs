using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;

namespace Cowry.Server.ApiKeys;

/// <summary>DELETE /v1/api_keys/{id}: the key stops working with the commit and stays in the list. Revoking it again changes nothing.</summary>
internal static class RevokeApiKey
{
    public static async Task<Answer> HandleAsync(string id, Request request, CommandRunner commands, CallerCache cache, CancellationToken cancel)
    {
        var answer = await commands.RunAsync(
            request,
            200,
            async work =>
            {
                var row = await work.Db.LockAsync<ApiKeyRow, ApiKeyId>(work.Merchant, id, cancel)
                    ?? throw Refusals.NotFound("API key", id);
                row.RevokedAt ??= work.Now;
                return ApiKeyWire.From(row);
            },
            cancel);
        cache.Clear();
        return answer;
    }
}
