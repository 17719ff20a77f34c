namespace GeoNotebooks.Grids.Formats;

/// <summary>Finds the lattice on which points lie, one axis at a time.</summary>
internal static class XyzLattice
{
    /// <summary>How far from its node a point may lie, in cells: coordinates are often rounded.</summary>
    private const double Tolerance = 0.05;

    /// <summary>Coordinates that differ by less than this share of their span, or by the rounding of a double, are one.</summary>
    private const double SameShare = 1e-8;

    /// <summary>First coordinate, distance and number of the lines of the lattice.</summary>
    /// <remarks>
    /// The smallest distance between neighbours is a first guess; the steps that it gives across the whole span divide the span exactly, so that the rounding of
    /// printed coordinates evens out.
    /// </remarks>
    public static (double First, double Step, long Count) Axis(GridContent content, ReadOnlySpan<double> coordinates, string axis)
    {
        var sorted = coordinates.ToArray();
        Array.Sort(sorted);
        // NaN sorts first.
        if (!double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
            throw content.Broken($"expected numbers for {axis}; found one that is none");
        var span = sorted[^1] - sorted[0];
        var same = Math.Max(span * SameShare, Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) * 1e-14);
        var least = double.PositiveInfinity;
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] - sorted[i - 1] is var step && step > same && step < least)
                least = step;
        if (!double.IsFinite(span) || double.IsPositiveInfinity(least))
            throw content.Broken(FormattableString.Invariant($"expected at least two different {axis} on a lattice; found {sorted[0]} alone"));
        var steps = 0.0;
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] - sorted[i - 1] is var step && step > same)
                steps += Math.Round(step / least);
        return steps < int.MaxValue ? (sorted[0], span / steps, (long)steps + 1) : throw Irregular(content, axis, sorted[0], least);
    }

    /// <summary>The line of the lattice on which a coordinate lies.</summary>
    public static long Index(GridContent content, double coordinate, double first, double step, string axis)
    {
        var place = (coordinate - first) / step;
        var index = Math.Round(place);
        return Math.Abs(place - index) <= Tolerance ? (long)index : throw Irregular(content, axis, coordinate, step);
    }

    private static InvalidDataException Irregular(GridContent content, string axis, double coordinate, double step) => content.Broken(FormattableString.Invariant(
        $"expected {axis} on a lattice with a step of {step}; found {coordinate} between its lines: this is a table of points, grid it"));
}
