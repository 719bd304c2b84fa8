using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary><c>GET /faults</c> and <c>PUT /faults</c>.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this WebApplication app)
    {
        // Made now, so that what was saved holds from the first request on.
        var faults = app.Services.GetRequiredService<Faults>();
        app.MapGet("/faults", (HttpContext http) => http.WriteJson(200, faults.Describe()));
        app.MapPut("/faults", Put);
    }

    private static async Task Put(HttpContext http)
    {
        if (await http.ReadJson() is not JsonObject wanted)
        {
            await http.WriteProblem(400, "invalid_body", "The body must be a JSON object; {} clears all faults.");
            return;
        }

        var faults = http.RequestServices.GetRequiredService<Faults>();
        var errors = new Dictionary<string, string>();
        await faults.Set(wanted, errors);
        if (errors.Count > 0)
            await http.WriteProblem(400, "unknown_fault", string.Join("; ", errors.Select(e => $"{e.Key}: {e.Value}")), errors);
        else
            await http.WriteJson(200, faults.Describe());
    }
}
