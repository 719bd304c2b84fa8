using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Staff;

namespace Cowry.Demo;

/// <summary><c>demo.json</c>: where everything is, for scripts.</summary>
internal sealed record DemoFile
{
    public required string Server { get; init; }

    public required string Sandbox { get; init; }

    public required string Merchant { get; init; }

    public required string Store { get; init; }

    public required string Terminal { get; init; }

    /// <summary>Opens as the paired terminal in any browser.</summary>
    public required string TerminalUrl { get; init; }

    public required string OfficeUrl { get; init; }

    public required string PhoneUrl { get; init; }

    public required string DocsUrl { get; init; }

    public required string ApiKey { get; init; }

    public required DemoOwner Owner { get; init; }

    public required IReadOnlyList<DemoStaff> Staff { get; init; }

    public required DemoPrinter Printer { get; init; }

    public static DemoFile Of(DemoState state, string server, string sandbox) => new()
    {
        Server = server,
        Sandbox = sandbox,
        Merchant = state.Merchant!,
        Store = state.Store!,
        Terminal = state.Terminal!,
        TerminalUrl = $"{server}/terminal/#credential={Uri.EscapeDataString(state.TerminalCredential!)}",
        OfficeUrl = $"{server}/office",
        PhoneUrl = $"{sandbox}/phone",
        DocsUrl = $"{server}/docs/api",
        ApiKey = state.ApiKey!,
        Owner = new DemoOwner(DemoShop.OwnerEmail, DemoShop.OwnerPassword),
        Staff = [.. DemoShop.Staff.Select(person => new DemoStaff(person.Number, person.Pin, person.Role))],
        Printer = new DemoPrinter("127.0.0.1", state.PrinterPort),
    };

    public void Write(string file) => WholeFile.Write(file, JsonSerializer.Serialize(this, Wire.Json) + "\n");

    public void Print(TextWriter console)
    {
        console.WriteLine($"""

              {DemoShop.Merchant} is open. Take an amount on the terminal, scan its code with the phone, watch the receipt.

                Terminal       {TerminalUrl}
                Back office    {OfficeUrl}
                Phone, paper   {PhoneUrl}
                API reference  {DocsUrl}

                Terminal sign-in     {string.Join("   ", Staff.Select(person => $"{person.Number} / {person.Pin} ({person.Role.ToString().ToLowerInvariant()})"))}
                Back office sign-in  {Owner.Email} / {Owner.Password}

              Ctrl-C stops it; the next start keeps everything.

            """);
    }
}

internal sealed record DemoOwner(string Email, string Password);

internal sealed record DemoStaff(string Number, string Pin, StaffRole Role);

internal sealed record DemoPrinter(string Host, int Port);
