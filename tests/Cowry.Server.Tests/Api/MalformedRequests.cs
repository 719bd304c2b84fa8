using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Api;

/// <summary>
/// Every operation that the OpenAPI document names, sent in every wrong way that we could think of: the answer is a problem with a code, never a 5xx,
/// an HTML page or an empty body.
/// </summary>
public sealed class MalformedRequests(World world)
{
    private static readonly string[] Bodies =
    [
        "", "{", "[]", "null", "\"text\"", "12", "{\"nobody_knows\":1}", "{\"id\":{}}", "{\"id\":\"pay_\"}", "{\"amount\":-1}", "{\"amount\":1.5}",
        "{\"amount\":1e400}", "{\"amount\":99999999999999999999}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\u0000\"}", "{\"store\":\"sto_00000000000000000000000000\",\"amount\":1,\"flow\":\"teleport\"}",
        "{\"name\":1,\"store\":[],\"host\":{},\"port\":\"x\"}", "{\"a\":" + "{\"a\":[" + "1" + "]}" + "}",
    ];

    private static readonly string[] Ids = ["x", "pay_00000000000000000000000000", "sto_zzzzzzzzzzzzzzzzzzzzzzzzzz", "..%2f..%2fetc", "\u4e2d"];

    private static readonly string[] Queries =
        ["?limit=0", "?limit=x", "?limit=100000", "?cursor=%00%ff", "?cursor=!!!", "?from=yesterday", "?status=lost", "?store=sto_", "?after=-1", "?after=9999999999999999999999", "?stream=sto_x"];

    [Theory, OnEachDatabase]
    public async Task Whatever_is_sent_the_answer_is_a_problem_with_a_code(string database)
    {
        using var shop = await world.ShopAsync(database);
        var wrong = new List<string>();
        await foreach (var (method, path) in OperationsAsync(shop))
        {
            foreach (var request in Variants(method, path))
            {
                using (request)
                {
                    if (await CheckAsync(shop, request) is { } complaint)
                        wrong.Add(complaint);
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task Without_a_token_with_a_forged_one_or_a_revoked_one_nothing_is_told(string database)
    {
        using var shop = await world.ShopAsync(database);
        var wrong = new List<string>();
        await foreach (var (method, path) in OperationsAsync(shop))
        {
            if (path.Contains("/health", StringComparison.Ordinal) || path.Contains("/setup", StringComparison.Ordinal))
                continue;
            foreach (var token in new[] { null, "csk_nobody", "cst_nobody", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "~" })
            {
                using var http = new HttpClient { BaseAddress = shop.Http.BaseAddress };
                using var request = new HttpRequestMessage(method, path.Replace("{id}", "x", StringComparison.Ordinal));
                if (token is not null)
                    request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
                using var answer = await http.SendAsync(request);
                if (answer.StatusCode != HttpStatusCode.Unauthorized || !(await answer.Content.ReadAsStringAsync()).Contains("\"code\"", StringComparison.Ordinal))
                    wrong.Add($"{method} {path} with {token}: {(int)answer.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_checked_in_document_is_what_the_server_says()
    {
        using var shop = await world.ShopAsync(TestDatabase.Sqlite);
        var running = await shop.Http.GetStringAsync("/openapi/v1.json");
        var file = Path.Combine(RepositoryRoot(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("COWRY_WRITE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, Normal(running));
        Normal(await File.ReadAllTextAsync(file)).ShouldBe(Normal(running), "run ./cowry openapi and read what changed");
    }

    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n";

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cowry.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("not inside the repository");
        return folder.FullName;
    }

    private static async IAsyncEnumerable<(HttpMethod Method, string Path)> OperationsAsync(Shop shop)
    {
        var document = JsonNode.Parse(await shop.Http.GetStringAsync("/openapi/v1.json"))!;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, _) in operations!.AsObject())
                yield return (HttpMethod.Parse(method), path);
        }
    }

    private static IEnumerable<HttpRequestMessage> Variants(HttpMethod method, string path)
    {
        foreach (var id in path.Contains('{', StringComparison.Ordinal) ? Ids : [""])
        {
            var address = path.Replace("{id}", id, StringComparison.Ordinal);
            if (method == HttpMethod.Get)
            {
                foreach (var query in Queries)
                    yield return new HttpRequestMessage(method, address + query);
                continue;
            }

            foreach (var body in Bodies)
                yield return new HttpRequestMessage(method, address) { Content = Json(body) };
            yield return new HttpRequestMessage(method, address) { Content = new StringContent("<a/>", Encoding.UTF8, "application/xml") };
            yield return new HttpRequestMessage(method, address) { Content = Json(new string(' ', 70_000)) };
            yield return new HttpRequestMessage(method, address) { Content = new ByteArrayContent([0xff, 0xfe, 0x00]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        }
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>Null when the answer is in order: a success (the variant was harmless here) or a problem below 500.</summary>
    private static async Task<string?> CheckAsync(Shop shop, HttpRequestMessage request)
    {
        var what = $"{request.Method} {request.RequestUri}";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await shop.Http.SendAsync(request, patience.Token);
        var text = await answer.Content.ReadAsStringAsync(patience.Token);
        if (answer.IsSuccessStatusCode)
            return null;
        if ((int)answer.StatusCode >= 500)
            return $"{what}: {(int)answer.StatusCode} {text}";
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"{what}: {(int)answer.StatusCode} with {answer.Content.Headers.ContentType}";
        var problem = JsonNode.Parse(text)!;
        return problem["code"] is null || problem["request_id"] is null ? $"{what}: {text}" : null;
    }
}
