namespace Cowry.Sandbox.Alipay;

/// <summary>The tables of the Alipay twin, in the words of <see cref="Storage.Schema"/>.</summary>
internal static class AlipayTables
{
    public const string Sql = """
        CREATE TABLE alipay_apps (app_id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE alipay_buyers (id TEXT PRIMARY KEY, user TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE alipay_auth_codes (code TEXT PRIMARY KEY, app_id TEXT NOT NULL, user TEXT NOT NULL, expires_at INTEGER NOT NULL)
            WITHOUT ROWID;

        -- pid is whoever is paid; app_id is whoever signs, auth_app_id the app of the merchant that it signs for.
        -- A code that nobody has scanned is a row without a trade_no.
        CREATE TABLE alipay_trades (
            pid TEXT NOT NULL, out_trade_no TEXT NOT NULL, app_id TEXT NOT NULL, auth_app_id TEXT NOT NULL, kind TEXT NOT NULL,
            product_code TEXT NOT NULL, subject TEXT NOT NULL, body TEXT, total INTEGER NOT NULL, store_id TEXT, operator_id TEXT,
            terminal_id TEXT, passback TEXT, notify_url TEXT, digest TEXT NOT NULL, key_name TEXT NOT NULL, requested_at INTEGER NOT NULL,
            lifetime INTEGER NOT NULL, deadline INTEGER, code TEXT, code_expires_at INTEGER, rate INTEGER NOT NULL,
            status TEXT NOT NULL, trade_no TEXT, buyer TEXT, began_at INTEGER, expires_at INTEGER, prompted INTEGER NOT NULL DEFAULT 0,
            paid_at INTEGER, closed_at INTEGER, cancelled TEXT, fee INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (pid, out_trade_no)) WITHOUT ROWID;
        CREATE UNIQUE INDEX alipay_trades_code ON alipay_trades (code) WHERE code IS NOT NULL;
        CREATE UNIQUE INDEX alipay_trades_trade_no ON alipay_trades (trade_no) WHERE trade_no IS NOT NULL;
        CREATE INDEX alipay_trades_requested ON alipay_trades (requested_at);
        CREATE INDEX alipay_trades_paid ON alipay_trades (pid, paid_at) WHERE paid_at IS NOT NULL;
        CREATE INDEX alipay_trades_buyer ON alipay_trades (buyer, paid_at) WHERE paid_at IS NOT NULL;
        CREATE INDEX alipay_trades_prompt ON alipay_trades (buyer) WHERE prompted = 1;

        CREATE TABLE alipay_refunds (
            trade_no TEXT NOT NULL, out_request_no TEXT NOT NULL, pid TEXT NOT NULL, amount INTEGER NOT NULL, fee INTEGER NOT NULL,
            reason TEXT, operator_id TEXT, status TEXT NOT NULL, created_at INTEGER NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER,
            PRIMARY KEY (trade_no, out_request_no)) WITHOUT ROWID;
        CREATE INDEX alipay_refunds_settled ON alipay_refunds (pid, settled_at) WHERE settled_at IS NOT NULL;
        CREATE INDEX alipay_refunds_open ON alipay_refunds (due_at) WHERE status = 'PROCESSING';
        """;
}
