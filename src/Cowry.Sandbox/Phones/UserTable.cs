using System.Text.RegularExpressions;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>Users and what they have. A user is there from the first time that the name is used.</summary>
internal static partial class UserTable
{
    public static string RequireName(string? name) => name is not null && Name().IsMatch(name)
        ? name
        : throw new PhoneRefusal(400, "invalid_user", "A user is 1 to 32 letters, digits, '_', '-' or '.'.");

    public static void EnsureUser(this Db db, string name, long startBalance, long now) => db.Execute(
        "INSERT OR IGNORE INTO users (name, balance, created_at) VALUES ($1, $2, $3)", name, startBalance, now);

    public static long Balance(this Db db, string name) => db.Number("SELECT balance FROM users WHERE name = $1", name);

    public static void SetBalance(this Db db, string name, long balance) =>
        db.Execute("UPDATE users SET balance = $2 WHERE name = $1", name, balance);

    /// <summary>Takes the amount, or changes nothing and says false.</summary>
    public static bool Debit(this Db db, string name, long amount) =>
        db.Execute("UPDATE users SET balance = balance - $2 WHERE name = $1 AND balance >= $2", name, amount) == 1;

    public static void Credit(this Db db, string name, long amount) =>
        db.Execute("UPDATE users SET balance = balance + $2 WHERE name = $1", name, amount);

    [GeneratedRegex(@"^[\p{L}0-9_.-]{1,32}\z", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
