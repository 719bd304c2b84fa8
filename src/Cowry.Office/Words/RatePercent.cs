using System.Globalization;

namespace Cowry.Office.Words;

/// <summary>A rate as people write it, in percent with up to four decimals, and as the API has it, in parts per million. Digits only: no fraction is ever a float.</summary>
internal static class RatePercent
{
    private const int PpmPerPercent = 10_000;
    private const int Decimals = 4;

    public static bool TryParse(string? text, out int ppm)
    {
        ppm = 0;
        var trimmed = (text ?? "").Trim().TrimEnd('%', '％').TrimEnd();
        var point = trimmed.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? trimmed : trimmed[..point];
        var fraction = point < 0 ? "" : trimmed[(point + 1)..];
        if (whole.Length is 0 or > 3 || fraction.Length > Decimals || (point >= 0 && fraction.Length == 0))
            return false;
        if (!whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit))
            return false;
        ppm = (int.Parse(whole, CultureInfo.InvariantCulture) * PpmPerPercent)
            + int.Parse(fraction.PadRight(Decimals, '0'), CultureInfo.InvariantCulture);
        return ppm <= 100 * PpmPerPercent;
    }

    public static string Format(int ppm)
    {
        var fraction = (ppm % PpmPerPercent).ToString("D4", CultureInfo.InvariantCulture).TrimEnd('0');
        var whole = (ppm / PpmPerPercent).ToString(CultureInfo.InvariantCulture);
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
