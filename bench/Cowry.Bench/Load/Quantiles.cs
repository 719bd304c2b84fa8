namespace Cowry.Bench.Load;

/// <summary>Quantiles by nearest rank.</summary>
internal static class Quantiles
{
    public static double Of(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public static double Median(IEnumerable<double> values) => Of(values, 0.5);
}
