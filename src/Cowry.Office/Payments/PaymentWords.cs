using System.Text.Json;
using Cowry.Client.Payments;

namespace Cowry.Office.Payments;

internal static class PaymentWords
{
    /// <summary>A status's word on the wire and in our addresses.</summary>
    public static string Word(PaymentStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    public static PaymentStatus? Status(string? word) =>
        Enum.GetValues<PaymentStatus>().Where(status => Word(status) == word).Select(status => (PaymentStatus?)status).FirstOrDefault();

    /// <summary>A payment whose outcome the gateway has not told, or that succeeded when nobody expected it any more.</summary>
    public static bool IsUnsure(Payment payment) => payment is { Status: PaymentStatus.Pending, Problem: not null };
}
