using System.Security.Cryptography;
using System.Text;
using Cowry.Server.Data;
using Cowry.Server.Identity.Secrets;

namespace Cowry.Server.Setup;

/// <summary>
/// The code that proves that whoever sets the system up can read its console. It is derived from the master key: every process of an installation
/// knows the same one, and a restart does not change it.
/// </summary>
internal sealed class SetupCode
{
    private const string Letters = "23456789BCDFGHJKLMNPQRSTVWXZ";

    public SetupCode(MasterKey master)
    {
        var bytes = master.Derive("setup-code", 12);
        var letters = string.Concat(bytes.Select(b => Letters[b % Letters.Length]));
        Value = $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
    }

    public string Value { get; }

    public bool Matches(string? typed)
    {
        if (typed is null || typed.Length > 64)
            return false;
        var letters = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(letters), Encoding.UTF8.GetBytes(Value.Replace("-", "", StringComparison.Ordinal)));
    }
}

/// <summary>Prints the code at the start of an empty system: to the console and not to the log, where secrets have no place.</summary>
internal sealed class ShowSetupCode(Database database, SetupCode code) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await SetupApi.IsRequiredAsync(database, cancellationToken))
            await Console.Out.WriteLineAsync($"Set-up code: {code.Value}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
