using System.Net.Http.Json;
using System.Text.Json;

namespace Cowry.Demo;

/// <summary>A browser's side of the pairing of a terminal (RFC 8628).</summary>
internal sealed record DeviceFlow(string DeviceCode, string UserCode, TimeSpan Interval)
{
    private const string ClientId = "cowry-terminal";

    public static async Task<DeviceFlow> StartAsync(HttpClient server, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent([new("client_id", ClientId), new("scope", "terminal")]);
        using var answer = await server.PostAsync("oauth/device", form, cancel);
        var body = await ReadAsync(answer, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new DemoFault($"the server gave no code for pairing: {body}");
        return new DeviceFlow(
            body.GetProperty("device_code").GetString()!,
            body.GetProperty("user_code").GetString()!,
            TimeSpan.FromSeconds(body.TryGetProperty("interval", out var seconds) ? seconds.GetInt32() : 5));
    }

    /// <summary>The refresh token, once the code was approved.</summary>
    public async Task<string> CollectAsync(HttpClient server, CancellationToken cancel)
    {
        while (true)
        {
            using var form = new FormUrlEncodedContent(
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", DeviceCode), new("client_id", ClientId),
            ]);
            using var answer = await server.PostAsync("oauth/token", form, cancel);
            var body = await ReadAsync(answer, cancel);
            if (answer.IsSuccessStatusCode)
                return body.GetProperty("refresh_token").GetString() ?? throw new DemoFault("the server gave the terminal no refresh token");
            if (body.GetProperty("error").GetString() is not ("authorization_pending" or "slow_down"))
                throw new DemoFault($"the terminal was not paired: {body}");
            await Task.Delay(Interval, cancel);
        }
    }

    private static Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
}
