using System.Text.Json.Nodes;
using Cowry.Sandbox.Alipay;
using Cowry.Sandbox.OfficialAccount;
using Cowry.Sandbox.PhonePage;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Printer;
using Cowry.Sandbox.Storage;
using Cowry.Sandbox.WeChatPay;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;

namespace Cowry.Sandbox;

/// <summary>Builds the sandbox as a web application: by the command line or, several in one process, by tests.</summary>
public static class SandboxHost
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--data"] = "Sandbox:Data",
        ["--printer-port"] = "Sandbox:PrinterPort",
        ["--time-scale"] = "Sandbox:TimeScale",
        ["--fee-rate"] = "Sandbox:FeeRate",
    };

    // The first source: whatever else is configured wins.
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    };

    /// <summary>Reads or makes the data directory and puts the application together; the caller starts it.</summary>
    /// <param name="args"><c>--port N</c> or <c>--urls …</c>, <c>--data DIR</c> and whatever <see cref="SandboxOptions"/> knows.</param>
    /// <param name="time">The clock; the system's when left out.</param>
    public static async Task<WebApplication> Build(string[] args, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? $"http://127.0.0.1:{builder.Configuration["port"] ?? "5090"}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        var options = await AddWorld(builder, time ?? TimeProvider.System);
        builder.AddVirtualPrinter();

        var app = builder.Build();
        app.MapGet("/health", (HttpContext http) => http.WriteJson(200, new JsonObject { ["status"] = "ok" }));
        app.MapFaults();
        app.MapGateways();
        ActivatorUtilities.CreateInstance<PhoneApi>(app.Services).Map(app);
        app.MapVirtualPrinter();
        if (options.PhonePage)
            app.MapPhonePage();
        return app;
    }

    private static async Task<SandboxOptions> AddWorld(WebApplicationBuilder builder, TimeProvider time)
    {
        var options = builder.Configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() ?? new SandboxOptions();
        var database = new Database(options.Data);
        await database.Write(db =>
        {
            foreach (var user in new[] { "alice", "bob" })
                db.EnsureUser(user, options.StartBalance, time.GetUtcNow().ToUnixTimeMilliseconds());
            return true;
        });

        // By a factory, so that the container closes the database at the end.
        builder.Services.AddSingleton(_ => database).AddSingleton(options).AddSingleton(time)
            .AddSingleton(s => new Faults(s.GetRequiredService<Database>(), s.GetServices<GatewayFaults>()))
            .AddSingleton<Silence>().AddSingleton<Wallets>().AddSingleton<PhoneViews>()
            .AddSingleton<Notifier>().AddHostedService(s => s.GetRequiredService<Notifier>());
        await AddWallets(builder.Services, database, time, options);
        return options;
    }

    /// <summary>The wallets, in the order in which a phone shows them. Each registers what the sandbox asks of a wallet, and its own parts.</summary>
    private static async Task AddWallets(IServiceCollection services, Database database, TimeProvider time, SandboxOptions options)
    {
        await services.AddWeChatPay(database, time, options);
        services.AddOfficialAccount();
        await services.AddAlipay(database, time, options);
    }

    private static void MapGateways(this WebApplication app)
    {
        var gateways = app.Services.GetServices<IGateway>().ToList();
        foreach (var gateway in gateways)
            gateway.Map(app);
        app.MapGet("/credentials", (HttpContext http) => http.WriteJson(200, new JsonObject(gateways.Select(gateway =>
            KeyValuePair.Create<string, JsonNode?>(gateway.Name, gateway.Credentials(http))))));
    }
}
