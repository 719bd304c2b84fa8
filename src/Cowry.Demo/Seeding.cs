using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.PaymentAccounts;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Client.Problems;
using Cowry.Client.Setup;
using Cowry.Client.Terminals;

namespace Cowry.Demo;

/// <summary>
/// Makes the noodle shop through the public API, as a merchant would, one noted step after the other; on later starts only points the payment
/// account and the printer at where the sandbox is now.
/// </summary>
/// <param name="server">Its <see cref="HttpClient.BaseAddress"/> is the server's root.</param>
/// <param name="world">The sandbox as it runs now.</param>
/// <param name="setupCode">Reads what the server's console shows.</param>
/// <param name="stored">What earlier starts made.</param>
/// <param name="save">Notes a step down.</param>
internal sealed class Seeding(HttpClient server, SandboxWorld world, Func<string?> setupCode, DemoState stored, Action<DemoState> save)
{
    private DemoState _state = stored;

    public async Task<DemoState> RunAsync(CancellationToken cancel)
    {
        try
        {
            await MakeMerchantAsync(cancel);
            await MakeKeyAsync(cancel);
            var api = new CowryClient(server, _state.ApiKey!);
            await ReadShopAsync(api, cancel);
            await MakePrinterAsync(api, cancel);
            await MakePaymentAccountAsync(api, cancel);
            await FollowSandboxAsync(api, cancel);
            await HireStaffAsync(api, cancel);
            await PairTerminalAsync(api, cancel);
            return _state;
        }
        catch (CowryProblemException error) when (error.Problem.Status == 401)
        {
            throw Replaced(error);
        }
        catch (CowryProblemException error)
        {
            throw new DemoFault("the server refused a step of the set-up: " + error.Message, error);
        }
        catch (HttpRequestException error)
        {
            throw new DemoFault("a step of the set-up got no answer: " + error.Message, error);
        }
    }

    private static DemoFault Replaced(Exception? error = null) =>
        new("the server does not know this demo's key: its database was replaced. Give the demo a new --data", error);

    private void Note(DemoState next)
    {
        _state = next;
        save(next);
    }

    private string Key(string step) => $"demo-{_state.Run}-{step}";

    private async Task MakeMerchantAsync(CancellationToken cancel)
    {
        var anyone = new CowryClient(server, _ => ValueTask.FromResult<string?>(null));
        if (!(await anyone.Setup.GetAsync(cancel)).Required)
            return;
        if (_state.ApiKey is not null)
            throw Replaced();
        var code = setupCode() ?? throw new DemoFault("the server is empty but printed no set-up code");
        var merchant = new SetUpMerchant
        {
            Code = code,
            MerchantName = DemoShop.Merchant,
            OwnerName = DemoShop.OwnerName,
            OwnerEmail = DemoShop.OwnerEmail,
            OwnerPassword = DemoShop.OwnerPassword,
            StoreName = DemoShop.Store,
        };
        await anyone.Setup.SetUpAsync(merchant, Key("merchant"), cancel);
    }

    private async Task MakeKeyAsync(CancellationToken cancel)
    {
        if (_state.ApiKey is not null)
            return;
        var token = await OwnerSignIn.TokenAsync(server.BaseAddress!.GetLeftPart(UriPartial.Authority), DemoShop.OwnerEmail, DemoShop.OwnerPassword, cancel);
        var key = await new CowryClient(server, token).ApiKeys.CreateAsync(
            new CreateApiKey { Name = "Demo", Scopes = Scopes.All }, Key("api-key"), cancel);
        Note(_state with { ApiKey = key.Secret });
    }

    private async Task ReadShopAsync(CowryClient api, CancellationToken cancel)
    {
        var me = await api.Me.GetAsync(cancel);
        if (_state.Store is not null)
            return;
        await foreach (var store in api.Stores.ListAsync(cancel))
        {
            Note(_state with { Merchant = me.Merchant, Store = store.Id });
            return;
        }
    }

    private async Task MakePrinterAsync(CowryClient api, CancellationToken cancel)
    {
        if (_state.Printer is not null)
            return;
        var printer = await api.Printers.CreateAsync(
            new CreatePrinter { Name = DemoShop.PrinterName, Store = _state.Store!, Host = "127.0.0.1", Port = world.PrinterPort },
            Key("printer"), cancel);
        Note(_state with { Printer = printer.Id, PrinterPort = world.PrinterPort });
    }

    private async Task MakePaymentAccountAsync(CowryClient api, CancellationToken cancel)
    {
        if (_state.PaymentAccount is not null)
            return;
        var account = await api.PaymentAccounts.CreateAsync(
            new CreatePaymentAccount
            {
                Method = PaymentMethod.WechatPay,
                Name = "微信支付",
                RatePpm = DemoShop.RatePpm,
                WechatPay = world.Settings,
                WechatPaySecrets = world.Secrets,
            },
            Key("payment-account"), cancel);
        Note(_state with { PaymentAccount = account.Id, Sandbox = world.Settings.BaseUrl });
    }

    /// <summary>The sandbox and its printer may listen elsewhere than the last time.</summary>
    private async Task FollowSandboxAsync(CowryClient api, CancellationToken cancel)
    {
        if (_state.PrinterPort != world.PrinterPort)
        {
            await api.Printers.UpdateAsync(_state.Printer!, new UpdatePrinter { Port = world.PrinterPort }, cancellation: cancel);
            Note(_state with { PrinterPort = world.PrinterPort });
        }

        if (_state.Sandbox != world.Settings.BaseUrl)
        {
            var change = new UpdatePaymentAccount { WechatPay = world.Settings, WechatPaySecrets = world.Secrets };
            await api.PaymentAccounts.UpdateAsync(_state.PaymentAccount!, change, cancellation: cancel);
            Note(_state with { Sandbox = world.Settings.BaseUrl });
        }
    }

    private async Task HireStaffAsync(CowryClient api, CancellationToken cancel)
    {
        if (_state.StaffHired)
            return;
        foreach (var person in DemoShop.Staff)
            await api.Staff.CreateAsync(person, Key("staff-" + person.Number), cancel);
        Note(_state with { StaffHired = true });
    }

    private async Task PairTerminalAsync(CowryClient api, CancellationToken cancel)
    {
        if (_state.TerminalCredential is not null)
            return;
        var device = await DeviceFlow.StartAsync(server, cancel);
        var terminal = await api.Terminals.PairAsync(
            new PairTerminal { UserCode = device.UserCode, Name = DemoShop.TerminalName, Store = _state.Store! }, cancellation: cancel);
        var credential = await device.CollectAsync(server, cancel);
        Note(_state with { Terminal = terminal.Id, TerminalCredential = credential });
    }
}
