namespace Cowry.Primitives;

public readonly record struct MerchantId(string Value) : IId<MerchantId>
{
    public static string Prefix => "mer_";

    public static MerchantId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct StoreId(string Value) : IId<StoreId>
{
    public static string Prefix => "sto_";

    public static StoreId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct TerminalId(string Value) : IId<TerminalId>
{
    public static string Prefix => "trm_";

    public static TerminalId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct StaffId(string Value) : IId<StaffId>
{
    public static string Prefix => "stf_";

    public static StaffId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct UserId(string Value) : IId<UserId>
{
    public static string Prefix => "usr_";

    public static UserId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct PaymentId(string Value) : IId<PaymentId>
{
    public static string Prefix => "pay_";

    public static PaymentId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct RefundId(string Value) : IId<RefundId>
{
    public static string Prefix => "ref_";

    public static RefundId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct PaymentAccountId(string Value) : IId<PaymentAccountId>
{
    public static string Prefix => "acc_";

    public static PaymentAccountId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct PrinterId(string Value) : IId<PrinterId>
{
    public static string Prefix => "prt_";

    public static PrinterId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct PrintJobId(string Value) : IId<PrintJobId>
{
    public static string Prefix => "job_";

    public static PrintJobId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct EventId(string Value) : IId<EventId>
{
    public static string Prefix => "evt_";

    public static EventId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct ApiKeyId(string Value) : IId<ApiKeyId>
{
    public static string Prefix => "key_";

    public static ApiKeyId From(string value) => new(value);

    public override string ToString() => Value;
}
