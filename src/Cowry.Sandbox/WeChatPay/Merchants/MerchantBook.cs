using System.Collections.Concurrent;
using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>All merchants, in memory and in the database. The first one is made on the first start.</summary>
internal sealed class MerchantBook
{
    private const string DefaultKey = "wechat_pay.default_merchant";
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly SandboxOptions options;
    private readonly ConcurrentDictionary<string, Merchant> merchants = [];

    private MerchantBook(Database database, TimeProvider time, SandboxOptions options)
    {
        (this.database, this.time, this.options) = (database, time, options);
        foreach (var text in database.Read(db => db.Many("SELECT data FROM merchants", row => row.GetString(0))))
        {
            var merchant = JsonSerializer.Deserialize<Merchant>(text)!;
            merchants[merchant.Mchid] = merchant;
        }
    }

    public Merchant Default { get; private set; } = null!;

    public IEnumerable<Merchant> All => merchants.Values.OrderBy(merchant => merchant.Mchid, StringComparer.Ordinal);

    public static async Task<MerchantBook> Open(Database database, TimeProvider time, SandboxOptions options)
    {
        var book = new MerchantBook(database, time, options);
        if (database.Read(db => db.Setting(DefaultKey)) is { } mchid)
        {
            book.Default = book.merchants[mchid];
            return book;
        }

        book.Default = await book.Add(new NewMerchant { Name = "贝台体验店" });
        await database.Write(db => db.SetSetting(DefaultKey, book.Default.Mchid));
        return book;
    }

    public Merchant? Find(string mchid) => merchants.GetValueOrDefault(mchid);

    /// <summary>What the phone shows as the shop's name.</summary>
    public string NameOf(string mchid, string? subMchid)
    {
        var merchant = merchants.GetValueOrDefault(mchid);
        return merchant?.Sub(subMchid)?.Name ?? merchant?.Name ?? mchid;
    }

    public Task<Merchant> Add(NewMerchant wanted)
    {
        var subs = wanted.SubMerchants.Select(name => new SubMerchant(NewMchid(), name, NewAppid())).ToArray();
        return Save(new Merchant(
            NewMchid(),
            wanted.Name,
            [NewAppid()],
            KeyFactory.Certified(wanted.Name, time.GetUtcNow()),
            RandomText.Letters(),
            RandomText.Letters(),
            wanted.KeyMode,
            wanted.NotificationKey,
            wanted.Rate ?? options.FeeRate,
            wanted.ErrorSpelling,
            wanted.ServiceProvider,
            subs));
    }

    public async Task<Merchant> Save(Merchant merchant)
    {
        var text = JsonSerializer.Serialize(merchant);
        await database.Write(db => db.Execute(
            "INSERT INTO merchants (mchid, data) VALUES ($1, $2) ON CONFLICT (mchid) DO UPDATE SET data = excluded.data", merchant.Mchid, text));
        merchants[merchant.Mchid] = merchant;
        return merchant;
    }

    // Real merchant numbers have ten digits and start with 16 or 19, appids are "wx" and 16 hex digits.
    private static string NewMchid() => "16" + RandomText.Digits(8);

    private static string NewAppid() => "wx" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16, lowercase: true);
}

/// <summary>What a script may say of a merchant that it makes.</summary>
internal sealed record NewMerchant
{
    public string Name { get; init; } = "商户";

    public string KeyMode { get; init; } = WeChatPay.KeyMode.Both;

    public string NotificationKey { get; init; } = "as_requested";

    public int? Rate { get; init; }

    public string ErrorSpelling { get; init; } = "new";

    public bool ServiceProvider { get; init; }

    public IReadOnlyList<string> SubMerchants { get; init; } = [];
}
