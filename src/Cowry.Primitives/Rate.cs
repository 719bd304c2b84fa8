namespace Cowry.Primitives;

/// <summary>A rate in parts per million: 0.6 % is 6,000. Whole numbers only, so that no floating point comes near money.</summary>
public readonly record struct Rate(int PartsPerMillion)
{
    public const int One = 1_000_000;

    /// <summary>
    /// The share of an amount, rounded half up to the fen (away from zero for negative amounts, so that a returned fee mirrors the fee).
    /// WeChat's sample bills round each order by itself: 39 % of 0.01 is 0.00, of 0.03 is 0.01.
    /// </summary>
    public Money Of(Money amount)
    {
        var product = (Int128)amount.Fen * PartsPerMillion;
        var magnitude = Int128.Abs(product);
        var rounded = (long)((magnitude + (One / 2)) / One);
        return new Money(product < 0 ? -rounded : rounded);
    }
}
