namespace GeoNotebooks.Figures;

/// <summary>Where an axis of a chart begins and ends and where its ticks stand, in the axis' own numbers (logarithms on a logarithmic axis).</summary>
/// <param name="Low">Beginning.</param>
/// <param name="High">End.</param>
/// <param name="Ticks">Positions and texts.</param>
internal sealed record ChartScale(double Low, double High, IReadOnlyList<(double At, string Text)> Ticks)
{
    public static ChartScale Of(ChartAxis axis, IEnumerable<double> values, double length, double spacing, bool startsAtZero)
    {
        if (axis.Categories.Count > 0)
            return new(-0.6, axis.Categories.Count - 0.4, [.. axis.Categories.Select((name, i) => ((double)i, name))]);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            var at = Position(axis, value);
            if (double.IsFinite(at))
                (low, high) = (Math.Min(low, at), Math.Max(high, at));
        }
        if (!(low <= high))
            (low, high) = axis.Log ? (-1, 1) : (0, 1);
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        var room = 0.04 * (high - low);
        // Bars and counts stand on the axis: no gap under them.
        if (!(startsAtZero && low == 0 && !axis.Log))
            low -= room;
        high += room;
        low = axis.Minimum is { } minimum && double.IsFinite(Position(axis, minimum)) ? Position(axis, minimum) : low;
        high = axis.Maximum is { } maximum && double.IsFinite(Position(axis, maximum)) ? Position(axis, maximum) : high;
        if (low >= high)
            (low, high) = (Math.Min(low, high) - 0.5, Math.Max(low, high) + 0.5);
        return new(low, high, axis.Log ? Decades(low, high) : Steps(low, high, PlotAxes.RoundStep((high - low) / Math.Max(length / spacing, 2))));
    }

    /// <summary>Where a value lies; NaN when the axis cannot show it.</summary>
    public static double Position(ChartAxis axis, double value) => !axis.Log ? value : value > 0 ? Math.Log10(value) : double.NaN;

    private static List<(double, string)> Steps(double low, double high, double step)
    {
        var ticks = new List<(double, string)>();
        for (var n = Math.Ceiling(low / step - 1e-9); n * step <= high + step * 1e-9; n++)
            ticks.Add((n * step, NumberText.OfStep(n * step, step)));
        return ticks;
    }

    /// <summary>Powers of ten, every second or third of them on a long axis, with 2 and 5 between on a short one.</summary>
    private static List<(double, string)> Decades(double low, double high)
    {
        var ticks = new List<(double, string)>();
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / 8));
        ReadOnlySpan<double> factors = high - low < 2.5 ? [1, 2, 5] : [1];
        for (var power = (int)Math.Floor(low); power <= high; power++)
            foreach (var factor in factors)
            {
                var at = power + Math.Log10(factor);
                if (at >= low - 1e-9 && at <= high + 1e-9 && power % every == 0)
                    ticks.Add((at, power is >= -4 and <= 5 ? NumberText.Significant(factor * Math.Pow(10, power)) : $"10{Superscript(power)}"));
            }
        return ticks;
    }

    private static string Superscript(int power) =>
        string.Concat(NumberText.OfStep(power, 1).Select(c => c == '\u2212' ? '\u207b' : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[c - '0']));
}
