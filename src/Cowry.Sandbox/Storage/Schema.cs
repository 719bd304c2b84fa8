using System.Globalization;

namespace Cowry.Sandbox.Storage;

/// <summary>The tables. Instants are milliseconds since 1970 UTC, amounts are fen.</summary>
internal static class Schema
{
    private const string First = """
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE merchants (mchid TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE users (name TEXT PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0), created_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE openids (openid TEXT PRIMARY KEY, appid TEXT NOT NULL, user TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE payment_codes (code TEXT PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0)
            WITHOUT ROWID;

        -- mchid is whoever signs: the merchant itself or, in partner mode, the service provider.
        CREATE TABLE orders (
            mchid TEXT NOT NULL, out_trade_no TEXT NOT NULL, sub_mchid TEXT, appid TEXT NOT NULL, sub_appid TEXT,
            trade_type TEXT NOT NULL, description TEXT NOT NULL, total INTEGER NOT NULL, attach TEXT, device_id TEXT, notify_url TEXT,
            digest TEXT NOT NULL, answer_serial TEXT, openid TEXT, sub_openid TEXT,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, code TEXT, code_expires_at INTEGER,
            state TEXT NOT NULL, transaction_id TEXT, payer TEXT, paid_at INTEGER, closed_at INTEGER,
            rate INTEGER NOT NULL, fee INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (mchid, out_trade_no)) WITHOUT ROWID;
        CREATE UNIQUE INDEX orders_code ON orders (code) WHERE code IS NOT NULL;
        CREATE UNIQUE INDEX orders_transaction ON orders (transaction_id) WHERE transaction_id IS NOT NULL;
        CREATE INDEX orders_paid ON orders (mchid, paid_at) WHERE paid_at IS NOT NULL;
        CREATE INDEX orders_created ON orders (created_at);
        CREATE INDEX orders_payer ON orders (payer, paid_at) WHERE paid_at IS NOT NULL;
        CREATE INDEX orders_prompt ON orders (payer) WHERE state = 'USERPAYING';

        CREATE TABLE refunds (
            mchid TEXT NOT NULL, out_refund_no TEXT NOT NULL, sub_mchid TEXT, refund_id TEXT NOT NULL UNIQUE, out_trade_no TEXT NOT NULL,
            transaction_id TEXT NOT NULL, amount INTEGER NOT NULL, fee INTEGER NOT NULL, reason TEXT, notify_url TEXT, digest TEXT NOT NULL,
            status TEXT NOT NULL, outcome TEXT NOT NULL, created_at INTEGER NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER,
            PRIMARY KEY (mchid, out_refund_no)) WITHOUT ROWID;
        CREATE INDEX refunds_created ON refunds (mchid, created_at);
        CREATE INDEX refunds_open ON refunds (due_at) WHERE status = 'PROCESSING';

        CREATE TABLE notifications (
            id TEXT PRIMARY KEY, mchid TEXT NOT NULL, url TEXT NOT NULL, event_type TEXT NOT NULL, original_type TEXT NOT NULL,
            summary TEXT NOT NULL, plaintext TEXT NOT NULL, answer_serial TEXT, created_at INTEGER NOT NULL,
            tries INTEGER NOT NULL, due_at INTEGER, last_result TEXT) WITHOUT ROWID;
        CREATE INDEX notifications_due ON notifications (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX notifications_created ON notifications (created_at);
        """;

    // One list of notifications for all wallets; what WeChat Pay's had beyond that follows from the event.
    private const string NotificationsOfAll = """
        ALTER TABLE notifications ADD COLUMN wallet TEXT NOT NULL DEFAULT 'wechat_pay';
        ALTER TABLE notifications RENAME COLUMN mchid TO merchant;
        ALTER TABLE notifications RENAME COLUMN plaintext TO content;
        ALTER TABLE notifications RENAME COLUMN answer_serial TO key_name;
        ALTER TABLE notifications DROP COLUMN original_type;
        ALTER TABLE notifications DROP COLUMN summary;
        """;

    /// <summary>In the order in which they came; data of an older sandbox is brought up by those that it lacks.</summary>
    private static readonly string[] Steps = [First, NotificationsOfAll, Alipay.AlipayTables.Sql];

    public static void Apply(Db db)
    {
        var found = db.Number("PRAGMA user_version");
        if (found > Steps.Length)
            throw new InvalidOperationException($"The data was written by a newer sandbox (schema {found}); use a fresh directory.");
        for (; found < Steps.Length; found++)
        {
            db.Execute("BEGIN IMMEDIATE");
            db.Execute(Steps[found]);
            db.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {found + 1}"));
            db.Execute("COMMIT");
        }
    }
}
