using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Cowry.Demo;

/// <summary>One run of the demo: start both programs, seed or pick up, tell where everything is, wait, stop.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    // Together with our own end it has to stay within five seconds.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(4.2);

    public static async Task RunAsync(DemoOptions options, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.Combine(options.Data, "logs"));
        using var turn = TakeTurn(options.Data);
        var demoFile = Path.Combine(options.Data, "demo.json");
        File.Delete(demoFile);
        var stateFile = Path.Combine(options.Data, "demo-state.json");
        var state = DemoState.Load(stateFile);
        state.Save(stateFile);
        var (server, sandbox) = ($"http://127.0.0.1:{options.Port}", $"http://127.0.0.1:{options.SandboxPort}");

        List<Child> children = [];
        try
        {
            children.Add(StartServer(options, server));
            children.Add(StartSandbox(options, state));
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            using var api = new HttpClient { BaseAddress = new Uri(server + "/"), Timeout = TimeSpan.FromSeconds(20) };
            await WaitUntilAnswersAsync(http, $"{server}/v1/health/ready", children, stop);
            await WaitUntilAnswersAsync(http, $"{sandbox}/health", children, stop);
            var world = await SandboxWorld.ReadAsync(http, sandbox, stop);
            state = await new Seeding(api, world, children[0].SetupCode, state, next => next.Save(stateFile)).RunAsync(stop);
            var file = DemoFile.Of(state, server, sandbox);
            file.Write(demoFile);
            file.Print(Console.Out);
            await Task.WhenAny(children.Select(child => child.WaitAsync(stop)));
            stop.ThrowIfCancellationRequested();
            throw children.First(child => child.HasEnded).Ended();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        finally
        {
            // The file says that everything answers; whoever waits for the next start must not find this one's.
            File.Delete(demoFile);
            await Task.WhenAll(children.Select(child => child.StopAsync(StopPatience)));
            children.ForEach(child => child.Dispose());
        }
    }

    private static FileStream TakeTurn(string data)
    {
        try
        {
            return new FileStream(Path.Combine(data, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new DemoFault($"another demo runs on {data}; give this one its own --data, --port and --sandbox-port", error);
        }
    }

    private static Child StartServer(DemoOptions options, string address)
    {
        var data = Directory.CreateDirectory(Path.Combine(options.Data, "server")).FullName;
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["Cowry__Data"] = data,
            ["Cowry__CommandLineClient"] = "true",
            ["Cowry__Web"] = Path.Combine(options.Build, "web"),
            ["DOTNET_TieredPGO"] = "0",
        };
        if (options.Database is { } database)
            environment["Cowry__Database"] = database;
        return Child.Start("the server", Path.Combine(options.Build, "server", "Cowry.Server"), Log(options, "server"), ["--urls", address], environment);
    }

    private static Child StartSandbox(DemoOptions options, DemoState state)
    {
        var data = Directory.CreateDirectory(Path.Combine(options.Data, "sandbox")).FullName;
        string[] arguments =
        [
            "--port", options.SandboxPort.ToString(CultureInfo.InvariantCulture), "--data", data,
            "--printer-port", (options.PrinterPort ?? state.PrinterPort).ToString(CultureInfo.InvariantCulture),
        ];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_TieredPGO"] = "0" };
        return Child.Start("the sandbox", Path.Combine(options.Build, "sandbox", "Cowry.Sandbox"), Log(options, "sandbox"), arguments, environment);
    }

    private static string Log(DemoOptions options, string name) => Path.Combine(options.Data, "logs", name + ".log");

    private static async Task WaitUntilAnswersAsync(HttpClient http, string address, List<Child> children, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartPatience)
        {
            try
            {
                using var answer = await http.GetAsync(address, stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            if (children.Find(child => child.HasEnded) is { } ended)
                throw ended.Ended();
            await Task.Delay(TimeSpan.FromMilliseconds(25), stop);
        }

        throw new DemoFault($"{address} did not answer within {StartPatience.TotalMinutes:0} minutes");
    }
}
