using System.Text.Json;
using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;

namespace Cowry.Server.ApiKeys;

/// <summary>POST /v1/api_keys. The answer has the secret; nothing that is stored does, but sealed under the idempotency key while that lives.</summary>
internal static class MakeApiKey
{
    private const string Purpose = "api-key";

    public static async Task<Answer> HandleAsync(Body<CreateApiKey> body, Request request, CommandRunner commands, ISecretBox box, CancellationToken cancel)
    {
        var answer = await commands.RunAsync(request, 201, work => Task.FromResult(Make(work, body.Value, box)), cancel);
        var key = JsonSerializer.Deserialize<ApiKey>(answer.Json!, Wire.Json)!;
        return Answer.Of(answer.Status, key with { Secret = box.Open(Purpose, key.Secret!) }) with { Replayed = answer.Replayed };
    }

    private static ApiKey Make(Work work, CreateApiKey create, ISecretBox box)
    {
        var scopes = create.Scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        new Check()
            .Text(create.Name, "name", 60)
            .That(scopes.Count > 0, "scopes", "must name at least one scope")
            .That(scopes.TrueForAll(scope => Scopes.All.Contains(scope)), "scopes", "must be scopes of the API")
            .That(create.ExpiresAt is null || create.ExpiresAt > work.Now, "expires_at", "must lie in the future")
            .Refuse();
        if (scopes.Find(scope => !work.Caller.Scopes.Contains(scope)) is { } lacking)
            throw new Refusal(403, "missing_scope", "Not allowed", $"A key cannot have the scope {lacking}, which its maker lacks.");
        if (work.Caller.Store is not null)
            throw new Refusal(403, "missing_scope", "Not allowed", "A key reaches every store; a terminal cannot make one.");

        var secret = SecretTokens.New(SecretTokens.ApiKey);
        var row = new ApiKeyRow
        {
            MerchantId = work.Merchant,
            Id = Id.New<ApiKeyId>(work.Now),
            CreatedAt = work.Now,
            Name = create.Name.Trim(),
            SecretHash = SecretTokens.Hash(secret),
            Ending = secret[^4..],
            Scopes = string.Join(' ', scopes),
            ExpiresAt = create.ExpiresAt,
        };
        work.Db.Add(row);
        return ApiKeyWire.From(row) with { Secret = box.Seal(Purpose, secret) };
    }
}
