using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cowry.Sandbox.Alipay;

/// <summary>Reads a trade from the request that makes it.</summary>
internal static partial class NewTrade
{
    private static readonly long Minute = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private static readonly long FifteenDays = (long)TimeSpan.FromDays(15).TotalMilliseconds;

    // Face-to-face payments close after three hours when nothing is said.
    private static readonly long UsualLifetime = (long)TimeSpan.FromHours(3).TotalMilliseconds;

    public static Trade Read(Call call, string kind, string productCode, long now)
    {
        var biz = call.Biz;
        var total = biz.Yuan("total_amount")!.Value;
        if (biz.Yuan("discountable_amount", 0) is { } less && biz.Yuan("undiscountable_amount", 0) is { } rest && less + rest != total)
            throw AlipayError.Parameter("总金额不等于可打折金额与不可打折金额之和");
        if (call.Text("seller_id") is { } seller && seller != call.Pid)
            throw AlipayError.Business("PARTNER_ERROR", "卖家与签约的账号不一致");
        var (lifetime, deadline) = Time(biz, "timeout_express", now);
        return new Trade(
            call.Pid, call.Text("out_trade_no")!, call.App.AppId, call.AuthAppId, kind, productCode, call.Text("subject")!, call.Text("body"),
            total, call.Text("store_id"), call.Text("operator_id"), call.Text("terminal_id"), call.Text("passback_params"), call.NotifyUrl,
            RequestDigest.Of(kind, biz, "auth_code", "scene", "time_expire", "timeout_express", "qr_code_timeout_express"), call.KeyName, now,
            lifetime ?? UsualLifetime, Deadline(biz, now) ?? deadline, null, null, call.App.Rate, TradeStatus.Unscanned, null, null, null,
            null, false, null, null, null, 0, 0);
    }

    /// <summary>When an order code dies that was made now: by each of the three fields, and after two hours in any case.</summary>
    public static long CodeExpiresAt(Trade trade, JsonElement biz, long now)
    {
        var longest = now + (long)TimeSpan.FromHours(2).TotalMilliseconds;
        var (own, ownDeadline) = Time(biz, "qr_code_timeout_express", now);
        var (whole, _) = Time(biz, "timeout_express", now);
        long[] ends = [longest, now + (own ?? long.MaxValue / 2), ownDeadline ?? long.MaxValue, now + (whole ?? long.MaxValue / 2), trade.Deadline ?? long.MaxValue];
        return ends.Min();
    }

    /// <summary>A duration such as <c>90m</c>, <c>2h</c>, <c>1d</c>; or <c>1c</c>, the end of the day in Beijing, which is a moment.</summary>
    private static (long? Lifetime, long? Deadline) Time(JsonElement biz, string name, long now)
    {
        if (biz.Text(name) is not { } text)
            return (null, null);
        if (text == "1c")
            return (null, BeijingTime.DayStart(BeijingTime.Day(DateTimeOffset.FromUnixTimeMilliseconds(now)).AddDays(1)));
        if (!Duration().IsMatch(text))
            throw AlipayError.Parameter($"{name}格式不正确");
        var minutes = text[^1] switch { 'm' => 1, 'h' => 60, _ => 24 * 60 };
        var lifetime = long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * minutes * Minute;
        return lifetime >= Minute && lifetime <= FifteenDays ? (lifetime, null) : throw AlipayError.Parameter($"{name}取值应在1m到15d之间");
    }

    private static long? Deadline(JsonElement biz, long now)
    {
        if (biz.Text("time_expire") is not { } text)
            return null;
        if (!RequestCheck.TryTime(text, out var at))
            throw AlipayError.Parameter("time_expire格式应为yyyy-MM-dd HH:mm:ss");
        return at > now ? at : throw AlipayError.Business("NOW_TIME_AFTER_EXPIRE_TIME_ERROR", "超时时间设置不正确");
    }

    [GeneratedRegex("^[0-9]{1,5}[mhd]\\z", RegexOptions.None, 1000)]
    private static partial Regex Duration();
}
