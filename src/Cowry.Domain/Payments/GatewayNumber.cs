using System.Security.Cryptography;

namespace Cowry.Domain.Payments;

/// <summary>
/// The number that a gateway knows a payment by: 8 to 32 letters and digits (UnionPay refuses <c>_</c>), never our id, unique for ever
/// since gateways refuse a number that was spent. It starts with the day in UTC, so that a person can find it in a bill.
/// </summary>
public static class GatewayNumber
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New(DateTimeOffset now) => now.UtcDateTime.ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetString(Alphabet, 18);
}
