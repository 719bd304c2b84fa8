using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox;

/// <summary>Something that a merchant is to be told. Kept after it was taken, to look at.</summary>
/// <param name="Wallet">Whose it is; that wallet's <see cref="INotificationDialect"/> makes the message.</param>
/// <param name="Merchant">The wallet's number of whom it is for.</param>
/// <param name="Content">JSON; what is in it is the dialect's affair.</param>
/// <param name="KeyName">Which of the wallet's keys signs, where it has several.</param>
/// <param name="Tries">How often it was sent.</param>
/// <param name="DueAt">When it is sent next (milliseconds UTC); null: never again.</param>
internal sealed record Notification(
    string Id,
    string Wallet,
    string Merchant,
    string Url,
    string EventType,
    string Content,
    string? KeyName,
    long CreatedAt,
    int Tries,
    long? DueAt,
    string? LastResult)
{
    public const string Columns = "id, wallet, merchant, url, event_type, content, key_name, created_at, tries, due_at, last_result";

    public static Notification Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Text(6),
        row.GetInt64(7), row.GetInt32(8), row.Long(9), row.Text(10));
}

/// <summary>The statements on the table of notifications.</summary>
internal static class NotificationTable
{
    public static void Insert(this Db db, Notification n) => db.Execute(
        $"INSERT INTO notifications ({Notification.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        n.Id, n.Wallet, n.Merchant, n.Url, n.EventType, n.Content, n.KeyName, n.CreatedAt, n.Tries, n.DueAt, n.LastResult);

    public static void SaveTry(this Db db, Notification n) => db.Execute(
        "UPDATE notifications SET tries = $2, due_at = $3, last_result = $4 WHERE id = $1", n.Id, n.Tries, n.DueAt, n.LastResult);

    public static List<Notification> Pending(this Db db) =>
        db.Many($"SELECT {Notification.Columns} FROM notifications WHERE due_at IS NOT NULL ORDER BY due_at", Notification.Read);

    public static List<Notification> Newest(this Db db, string wallet, int limit) => db.Many(
        $"SELECT {Notification.Columns} FROM notifications WHERE wallet = $1 ORDER BY created_at DESC LIMIT $2", Notification.Read, wallet, limit);
}
