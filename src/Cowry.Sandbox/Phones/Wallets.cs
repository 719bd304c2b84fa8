using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>All wallets of a phone: finds the one that a code belongs to. One balance serves them all.</summary>
internal sealed class Wallets(IEnumerable<IWallet> registered, Database database)
{
    private readonly IWallet[] all = [.. registered];

    public IEnumerable<string> Names => all.Select(wallet => wallet.Name);

    public IWallet Named(string name) => Array.Find(all, wallet => wallet.Name == name)
        ?? throw new PhoneRefusal(400, "unknown_wallet", $"The wallet must be one of {string.Join(", ", Names)}.");

    /// <summary>The order behind a code; null when it is no wallet's at all.</summary>
    public async Task<PhoneOrder?> Scan(string user, string content)
    {
        foreach (var wallet in all)
        {
            if (await wallet.Scan(user, content) is { } order)
                return order;
        }

        return Array.Exists(all, wallet => wallet.LooksLikeOurs(content)) ? throw PhoneRefusal.UnknownCode() : null;
    }

    public async Task<PhonePayment> Pay(string user, string content)
    {
        foreach (var wallet in all)
        {
            if (await wallet.Pay(user, content) is { } payment)
                return payment;
        }

        throw PhoneRefusal.UnknownCode();
    }

    public PhoneOrder? Prompt(Db db, string user) => FindPrompt(db, user)?.Prompt.Order;

    public Task<PhonePayment> Confirm(string user) => Asking(user).Confirm(user);

    public Task<JsonObject> Decline(string user) => Asking(user).Decline(user);

    public IEnumerable<OpenCode> OpenCodes(Db db, long now, int limit) =>
        all.SelectMany(wallet => wallet.OpenCodes(db, now, limit)).OrderByDescending(code => code.CreatedAt).Take(limit);

    public IEnumerable<PaidOrder> Paid(Db db, string user, int limit) =>
        all.SelectMany(wallet => wallet.Paid(db, user, limit)).OrderByDescending(paid => paid.PaidAt).Take(limit);

    private IWallet Asking(string user) => database.Read(db => FindPrompt(db, user))?.Wallet ?? throw PhoneRefusal.NoPrompt();

    private Asked? FindPrompt(Db db, string user) => all
        .Select(wallet => wallet.FindPrompt(db, user) is { } prompt ? new Asked(wallet, prompt) : null).OfType<Asked>()
        .MaxBy(asked => asked.Prompt.At);

    private sealed record Asked(IWallet Wallet, PhonePrompt Prompt);
}
