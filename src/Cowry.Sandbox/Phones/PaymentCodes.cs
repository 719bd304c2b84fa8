using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>The codes that customers show. Each is good once and for a minute, whichever wallet it is of.</summary>
internal static class PaymentCodes
{
    public const long Life = 60_000;

    public static void IssuePaymentCode(this Db db, string code, string user, long now) =>
        db.Execute("INSERT INTO payment_codes (code, user, expires_at) VALUES ($1, $2, $3)", code, user, now + Life);

    /// <summary>Whose code it is; it is spent by that. Null when nobody issued it, it is too old, or it was spent before.</summary>
    public static string? SpendPaymentCode(this Db db, string code, long now)
    {
        var user = db.One(
            "SELECT user FROM payment_codes WHERE code = $1 AND used = 0 AND expires_at > $2", row => row.GetString(0), code, now);
        if (user is not null)
            db.Execute("UPDATE payment_codes SET used = 1 WHERE code = $1", code);
        return user;
    }
}
