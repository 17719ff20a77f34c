using GeoNotebooks.Grids;

namespace GeoNotebooks.Figures;

/// <summary>Which values get the two ends of a palette; what lies beyond them takes the end colours.</summary>
public abstract record Stretch
{
    /// <summary>From the smallest value to the largest.</summary>
    public static Stretch Full { get; } = new PercentileStretch(0, 100);

    /// <summary>From the 2nd to the 98th percentile: a few extreme values do not wash out the rest.</summary>
    public static Stretch Percentile2To98 { get; } = new PercentileStretch(2, 98);

    /// <summary>Between two percentiles of the values, 0 to 100.</summary>
    public static Stretch Percentiles(double low, double high) => new PercentileStretch(low, high);

    /// <summary>Between two values, in the grid's unit.</summary>
    public static Stretch Between(double low, double high) => new FixedStretch(low, high);

    /// <summary>Low and high end for a grid; for a diverging palette symmetric about zero. Equal values get a little room. Null when no node has a value.</summary>
    internal (double Low, double High)? RangeOf(Grid grid, bool centredOnZero)
    {
        var valid = Array.FindAll(grid.Values, float.IsFinite);
        if (valid.Length == 0)
            return null;
        var (low, high) = Ends(valid);
        if (centredOnZero && this is not FixedStretch)
        {
            var reach = Math.Max(Math.Abs(low), Math.Abs(high));
            (low, high) = (-reach, reach);
        }
        if (high > low)
            return (low, high);
        var room = low == 0 ? 1 : Math.Abs(low) * 0.01;
        return (low - room, low + room);
    }

    /// <summary>Low and high end; the values may be reordered.</summary>
    private protected abstract (double Low, double High) Ends(float[] valid);

    private sealed record FixedStretch : Stretch
    {
        private readonly double _low;
        private readonly double _high;

        public FixedStretch(double low, double high)
        {
            if (!(low < high))
                throw new ArgumentException(FormattableString.Invariant($"a stretch runs from a low to a higher value; found {low} to {high}"));
            (_low, _high) = (low, high);
        }

        private protected override (double Low, double High) Ends(float[] valid) => (_low, _high);
    }

    private sealed record PercentileStretch : Stretch
    {
        private readonly double _low;
        private readonly double _high;

        public PercentileStretch(double low, double high)
        {
            if (!(low >= 0 && low < high && high <= 100))
                throw new ArgumentException(FormattableString.Invariant($"percentiles rise within 0 to 100; found {low} to {high}"));
            (_low, _high) = (low, high);
        }

        private protected override (double Low, double High) Ends(float[] valid)
        {
            Array.Sort(valid);
            return (Value(_low), Value(_high));

            double Value(double percent)
            {
                var at = percent / 100 * (valid.Length - 1);
                var left = Math.Min((int)at, Math.Max(valid.Length - 2, 0));
                return valid[left] + (at - left) * (valid[Math.Min(left + 1, valid.Length - 1)] - valid[left]);
            }
        }
    }
}
