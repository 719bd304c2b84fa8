using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>Something that a merchant is to be told. Kept until it was taken or the last try has failed, and a day longer to look at.</summary>
/// <param name="Tries">How often it was sent.</param>
/// <param name="DueAt">When it is sent next (milliseconds UTC); null: never again.</param>
internal sealed record Notification(
    string Id,
    string Mchid,
    string Url,
    string EventType,
    string OriginalType,
    string Summary,
    string Plaintext,
    string? AnswerSerial,
    long CreatedAt,
    int Tries,
    long? DueAt,
    string? LastResult)
{
    public const string Columns =
        "id, mchid, url, event_type, original_type, summary, plaintext, answer_serial, created_at, tries, due_at, last_result";

    /// <summary>One that is due at once.</summary>
    /// <param name="now">Its id is a UUID of this moment, as the live system's are.</param>
    public static Notification New(
        string mchid, string url, string eventType, string originalType, string summary, byte[] plaintext, string? answerSerial, long now) => new(
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now)).ToString(), mchid, url, eventType, originalType, summary,
        System.Text.Encoding.UTF8.GetString(plaintext), answerSerial, now, 0, now, null);

    public static Notification Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        row.Text(7), row.GetInt64(8), row.GetInt32(9), row.Long(10), row.Text(11));
}

/// <summary>The statements on the table of notifications.</summary>
internal static class NotificationTable
{
    public static void Insert(this Db db, Notification n) => db.Execute(
        $"INSERT INTO notifications ({Notification.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        n.Id, n.Mchid, n.Url, n.EventType, n.OriginalType, n.Summary, n.Plaintext, n.AnswerSerial, n.CreatedAt, n.Tries, n.DueAt, n.LastResult);

    public static void SaveTry(this Db db, Notification n) => db.Execute(
        "UPDATE notifications SET tries = $2, due_at = $3, last_result = $4 WHERE id = $1", n.Id, n.Tries, n.DueAt, n.LastResult);

    public static List<Notification> Pending(this Db db) =>
        db.Many($"SELECT {Notification.Columns} FROM notifications WHERE due_at IS NOT NULL ORDER BY due_at", Notification.Read);

    public static List<Notification> Newest(this Db db, int limit) =>
        db.Many($"SELECT {Notification.Columns} FROM notifications ORDER BY created_at DESC LIMIT $1", Notification.Read, limit);
}
