namespace Cowry.Client.ApiKeys;

/// <summary>What a token may do.</summary>
public static class Scopes
{
    public const string PaymentsRead = "payments:read";
    public const string PaymentsWrite = "payments:write";
    public const string RefundsWrite = "refunds:write";
    public const string OrdersRead = "orders:read";
    public const string OrdersWrite = "orders:write";
    public const string MenuRead = "menu:read";
    public const string MenuWrite = "menu:write";
    public const string CardsRead = "cards:read";
    public const string CardsWrite = "cards:write";
    public const string CardsRedeem = "cards:redeem";
    public const string MembersRead = "members:read";
    public const string MembersWrite = "members:write";
    public const string MessagesSend = "messages:send";
    public const string PrintingRead = "printing:read";
    public const string PrintingWrite = "printing:write";
    public const string StoresRead = "stores:read";
    public const string StoresWrite = "stores:write";
    public const string StaffRead = "staff:read";
    public const string StaffWrite = "staff:write";
    public const string AppsRead = "apps:read";
    public const string AppsWrite = "apps:write";
    public const string DataRead = "data:read";
    public const string ChannelsRead = "channels:read";
    public const string ChannelsWrite = "channels:write";
    public const string WebhooksRead = "webhooks:read";
    public const string WebhooksWrite = "webhooks:write";

    public static readonly IReadOnlyList<string> All =
    [
        PaymentsRead, PaymentsWrite, RefundsWrite, OrdersRead, OrdersWrite, MenuRead, MenuWrite, CardsRead, CardsWrite, CardsRedeem,
        MembersRead, MembersWrite, MessagesSend, PrintingRead, PrintingWrite, StoresRead, StoresWrite, StaffRead, StaffWrite,
        AppsRead, AppsWrite, DataRead, ChannelsRead, ChannelsWrite, WebhooksRead, WebhooksWrite,
    ];
}
