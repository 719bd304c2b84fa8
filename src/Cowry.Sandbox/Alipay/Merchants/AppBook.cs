using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>All apps, in memory and in the database. The first one is made on the first start.</summary>
internal sealed class AppBook
{
    private const string DefaultKey = "alipay.default_app";
    private readonly Database database;
    private readonly AlipayKeys keys;
    private readonly TimeProvider time;
    private readonly SandboxOptions options;
    private readonly ConcurrentDictionary<string, AlipayApp> apps = [];

    private AppBook(Database database, AlipayKeys keys, TimeProvider time, SandboxOptions options)
    {
        (this.database, this.keys, this.time, this.options) = (database, keys, time, options);
        foreach (var text in database.Read(db => db.Many("SELECT data FROM alipay_apps", row => row.GetString(0))))
        {
            var app = JsonSerializer.Deserialize<AlipayApp>(text)!;
            apps[app.AppId] = app;
        }
    }

    public AlipayApp Default { get; private set; } = null!;

    public IEnumerable<AlipayApp> All => apps.Values.OrderBy(app => app.AppId, StringComparer.Ordinal);

    public static async Task<AppBook> Open(Database database, AlipayKeys keys, TimeProvider time, SandboxOptions options)
    {
        var book = new AppBook(database, keys, time, options);
        if (database.Read(db => db.Setting(DefaultKey)) is { } appId)
        {
            book.Default = book.apps[appId];
            return book;
        }

        book.Default = await book.Add(new NewApp { Name = "贝台体验店" });
        await database.Write(db => db.SetSetting(DefaultKey, book.Default.AppId));
        return book;
    }

    public AlipayApp? Find(string appId) => apps.GetValueOrDefault(appId);

    /// <summary>What the phone shows as the shop's name.</summary>
    public string NameOf(Trade trade)
    {
        var app = apps.GetValueOrDefault(trade.AppId);
        return app is null || app.Pid == trade.Pid
            ? app?.Name ?? trade.Pid
            : Array.Find(app.Merchants, merchant => merchant.Pid == trade.Pid)?.Name ?? app.Name;
    }

    public async Task<AlipayApp> Add(NewApp wanted)
    {
        using var key = RSA.Create(2048);
        var certificate = keys.Certify(key, wanted.Name, time.GetUtcNow());
        return await Save(new AlipayApp(
            NewAppId(), NewPid(), wanted.Name, key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem(), certificate,
            CertificateFactory.Sn(certificate), wanted.KeyMode, wanted.AnswerOrder, wanted.BuyerIds, wanted.OrderCodeProduct,
            wanted.Rate ?? options.FeeRate, wanted.ServiceProvider,
            [.. wanted.SubMerchants.Select(name => new AuthorizedMerchant(NewPid(), name, NewAppId(), "202601BB" + RandomText.Letters()))]));
    }

    public async Task<AlipayApp> Save(AlipayApp app)
    {
        var text = JsonSerializer.Serialize(app);
        await database.Write(db => db.Execute(
            "INSERT INTO alipay_apps (app_id, data) VALUES ($1, $2) ON CONFLICT (app_id) DO UPDATE SET data = excluded.data", app.AppId, text));
        apps[app.AppId] = app;
        return app;
    }

    // Real app ids have 16 digits and start with 2021, accounts have 16 and start with 2088.
    private static string NewAppId() => "2021" + RandomText.Digits(12);

    private static string NewPid() => "2088" + RandomText.Digits(12);
}

/// <summary>What a script may say of an app that it makes.</summary>
internal sealed record NewApp
{
    public string Name { get; init; } = "商户";

    public string KeyMode { get; init; } = "both";

    public string AnswerOrder { get; init; } = "node_first";

    public string BuyerIds { get; init; } = "user_id";

    public string OrderCodeProduct { get; init; } = "either";

    public int? Rate { get; init; }

    public bool ServiceProvider { get; init; }

    public IReadOnlyList<string> SubMerchants { get; init; } = [];
}
