using Cowry.Client.Staff;

namespace Cowry.Demo;

/// <summary>The shop that the demo makes. Its secrets are no secrets: everything listens on this machine alone.</summary>
internal static class DemoShop
{
    public const string Merchant = "贝台面馆";
    public const string Store = "贝台面馆 南门店";
    public const string OwnerName = "陈老板";
    public const string OwnerEmail = "owner@example.com";
    public const string OwnerPassword = "cowry-noodles-8";
    public const string TerminalName = "前台一号";
    public const string PrinterName = "前台小票机";
    public const int RatePpm = 6000;

    public static readonly IReadOnlyList<CreateStaff> Staff =
    [
        new CreateStaff { Number = "01", Name = "小林", Role = StaffRole.Cashier, Pin = "5927" },
        new CreateStaff { Number = "09", Name = "王经理", Role = StaffRole.Manager, Pin = "7391" },
    ];
}
