using System.Text.Json.Serialization;
using Cowry.Client;
using Cowry.Printing;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Data.Postgres;
using Cowry.Server.Data.Sqlite;
using Cowry.Server.Events;
using Cowry.Server.Identity;
using Cowry.Server.PaymentAccounts;
using Cowry.Server.Payments;
using Cowry.Server.Printing;

namespace Cowry.Server.Hosting;

/// <summary>Puts the server together: what it is made of, in which order a request passes it, and what is at which address.</summary>
internal static class ServerApp
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        configure?.Invoke(builder);
        var options = builder.Configuration.GetSection("Cowry").Get<ServerOptions>() ?? new ServerOptions();
        AddDatabase(builder.Services, options);
        AddHost(builder, options);
        AddMechanisms(builder.Services);
        AddSlices(builder, options);
        var app = builder.Build();
        UsePipeline(app, options);
        MapAddresses(app, options);
        return app;
    }

    /// <summary>Migrates the database and readies what must be there before the first request.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        await app.Services.GetRequiredService<Migration>().Done.WaitAsync(cancel);
        await app.Services.PrepareCowryIdentityAsync(cancel);
    }

    /// <summary>
    /// The database comes first and brings itself up to date while the rest is put together: EF takes as long to think its model over as everything else
    /// together.
    /// </summary>
    private static void AddDatabase(IServiceCollection services, ServerOptions options)
    {
        Database database = options.MayHavePeers ? new PostgresDatabase(options.Database!) : new SqliteDatabase(options.SqliteFile);
        var done = Task.Run(() => database.MigrateAsync(CancellationToken.None));
        services.AddSingleton<Database>(_ => database);
        services.AddSingleton(new Migration(done));
    }

    private static void AddHost(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.AddCowryTelemetry();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PublicUrl>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddExceptionHandler<ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => Wire.Apply(json.SerializerOptions, JsonUnmappedMemberHandling.Disallow));
        builder.Services.AddCowryOpenApi();
        builder.Services.AddTouchSurfaces();
    }

    private static void AddMechanisms(IServiceCollection services)
    {
        services.AddSingleton<CommandRunner>();
        services.AddHostedService<ForgetKeys>();
        services.AddEvents();
    }

    private static void AddSlices(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.AddCowryIdentity(options);
        Setup.SetupApi.AddSetup(builder.Services);
        Terminals.TerminalsApi.AddTerminals(builder.Services);
        Staff.StaffApi.AddStaff(builder.Services);
        builder.Services.AddWeChatPay();
        builder.Services.AddReceiptPrinting(builder.Configuration.GetSection("Cowry:Printing").Get<ReceiptPrintingOptions>());
        builder.Services.AddPaymentAccounts().AddPayments().AddPrinting();
        builder.AddOffice();
    }

    private static void UsePipeline(WebApplication app, ServerOptions options)
    {
        app.UseMiddleware<RequestIds>();
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.UseWhen(IsApi, api => api.UseStatusCodePages(pages => ProblemWriter.WriteStatusAsync(pages.HttpContext)));
        app.UseTouchSurfaces(options);
        app.UseCowryMetrics();
        app.UseRouting();
        app.UseCowryIdentity();
    }

    /// <summary>Ends when the schema is up to date; fails when it cannot be brought there.</summary>
    private sealed record Migration(Task Done);

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);

    private static void MapAddresses(WebApplication app, ServerOptions options)
    {
        var v1 = app.MapGroup("/v1");
        HealthApi.Map(v1);
        EventsApi.Map(v1);
        PaymentsApi.Map(v1);
        PaymentAccountsApi.Map(v1);
        PrintingApi.Map(v1);
        Setup.SetupApi.Map(v1);
        Stores.StoresApi.Map(v1);
        Terminals.TerminalsApi.Map(v1);
        Staff.StaffApi.Map(v1);
        ApiKeys.ApiKeysApi.Map(v1);
        app.MapCowryIdentity();
        app.MapCowryOpenApi();
        app.MapErrorsPage();
        app.MapOffice();
        app.MapGet("/", () => Results.Redirect(options.Web is null ? "/office" : "/terminal/")).ExcludeFromDescription();
    }
}
