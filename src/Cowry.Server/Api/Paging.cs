using System.Text;
using Cowry.Client;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Api;

/// <summary>
/// Lists newest first by id (ids sort by the moment they were made), a page at a time. A cursor is opaque: the id of the last object given, encoded.
/// </summary>
internal sealed record Paging(int Limit, string? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>Binds <c>?limit=</c> and <c>?cursor=</c>.</summary>
    public static ValueTask<Paging?> BindAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            throw Refusals.Invalid("limit", $"must be between 1 and {MaxLimit}");
        return ValueTask.FromResult<Paging?>(new Paging(limit, query.TryGetValue("cursor", out var cursor) ? Decode(cursor!) : null));
    }

    /// <summary>
    /// Reads a page of rows that are already ordered by id, newest first, and filtered to lie after the cursor; <paramref name="rows"/> is given one
    /// more than the limit to see whether there is a next page.
    /// </summary>
    public async Task<Page<TWire>> ReadAsync<TRow, TWire>(
        IQueryable<TRow> rows, Func<TRow, string> id, Func<TRow, TWire> toWire, CancellationToken cancel)
    {
        var found = await rows.Take(Limit + 1).ToListAsync(cancel);
        var more = found.Count > Limit;
        if (more)
            found.RemoveAt(Limit);
        return new Page<TWire>(found.ConvertAll(row => toWire(row)), more ? Encode(id(found[^1])) : null);
    }

    private static string Encode(string id) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes(id));

    private static string Decode(string cursor)
    {
        try
        {
            var id = Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));
            if (id.Length is > 4 and < 40)
                return id;
        }
        catch (FormatException)
        {
        }

        throw new Refusal(400, "stale_cursor", "The cursor is not ours", "Start the list again without a cursor.");
    }
}
