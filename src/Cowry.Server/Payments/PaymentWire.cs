using System.Text.Json;
using Cowry.Client.Payments;
using WireStatus = Cowry.Client.Payments.PaymentStatus;

namespace Cowry.Server.Payments;

/// <summary>A payment's row as the API shows it.</summary>
internal static class PaymentWire
{
    public static Payment From(PaymentRow row, DateTimeOffset now) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Store = row.StoreId.Value,
        Terminal = row.TerminalId?.Value,
        Staff = row.StaffId?.Value,
        Amount = row.Amount.Fen,
        Method = Parse<PaymentMethod>(row.Method),
        Flow = Parse<PaymentFlow>(row.Flow),
        Status = (WireStatus)row.Status,
        Description = row.Description,
        Order = row.OrderRef,
        AutoPrint = row.AutoPrint,
        Fee = row.Fee?.Fen,
        FeeStatus = row.Fee is null ? null : FeeStatus.Estimated,
        Number = row.Number,
        PaymentAccount = row.AccountId.Value,
        GatewayNumber = row.GatewayNumber,
        GatewayTransaction = row.GatewayTransaction,
        ExpiresAt = row.ExpiresAt,
        SucceededAt = row.SucceededAt,
        ClosedAt = row.ClosedAt,
        Late = row.Late,
        Qr = row.Status == Domain.Payments.PaymentStatus.Pending && row.QrContent is { } content && now < row.ExpiresAt
            ? new PaymentQr(content, $"/v1/payments/{row.Id}/qr.png")
            : null,
        Problem = row.ProblemCode is { } code ? new PaymentProblem(code, row.ProblemMessage ?? code) : null,
    };

    /// <summary>The wire name of an enum's member: <c>WechatPay</c> is <c>wechat_pay</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static T Parse<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
