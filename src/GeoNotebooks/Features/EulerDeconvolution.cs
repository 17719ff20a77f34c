using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Places and depths of sources from Euler's homogeneity equation (Thompson 1982, Geophysics 47, 31-37; Reid, Allsop, Granser, Millett and Somerton 1990, Geophysics 55, 80-91):
/// (x - x0) dT/dx + (y - y0) dT/dy + (z - z0) dT/dz = N (B - T), solved by least squares for the source and the base level B in windows over the grid.
/// </summary>
/// <remarks>
/// The structural index N says how fast the field of a source falls with distance, and is the user's choice. Magnetic: sphere or dipole 3, pipe or horizontal cylinder 2, dyke, sill or line of poles 1, contact 0.
/// Gravity: sphere 2, horizontal cylinder 1, fault or edge of a slab 0 (Stavrev and Reid 2007, Geophysics 72, L1-L12). An index that is too low gives depths that are too small, one too high depths too large. With
/// N = 0 the right side is a constant of the contact (Reid et al. 1990, equation 5), which is solved for instead of the base level.
/// </remarks>
public static class EulerDeconvolution
{
    /// <summary>Solves a field whose derivatives are made in the wave-number domain (<see cref="Derivatives"/>).</summary>
    /// <param name="field">Values (row, column), row 0 northernmost, on a level surface, in a projected system; any unit.</param>
    /// <param name="structuralIndex">From 0 to 3.</param>
    /// <param name="options">Windows and acceptance; null for the defaults.</param>
    /// <param name="cancellation">Stops between rows of windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside 0 to 3, or the window is even, below 3 nodes or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, or the grid is rotated or in degrees.</exception>
    public static EulerSolutions Of(Grid field, double structuralIndex, EulerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        Require(field, structuralIndex, options);
        var gradient = Derivatives.GradientOf(field);
        return Solve(field, gradient, [1, 1, 1], structuralIndex, options, cancellation);
    }

    /// <summary>Solves a field with derivatives of the user's own, such as measured gradients.</summary>
    /// <param name="field">Values on a level surface.</param>
    /// <param name="easting">Its derivative toward the east, in the field's unit per metre; eotvos go with mGal.</param>
    /// <param name="northing">Its derivative toward the north.</param>
    /// <param name="up">Its derivative upward: negative over the source of a positive anomaly.</param>
    /// <param name="structuralIndex">From 0 to 3.</param>
    /// <param name="options">Windows and acceptance; null for the defaults.</param>
    /// <param name="cancellation">Stops between rows of windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside 0 to 3, or the window is even, below 3 nodes or larger than the grid.</exception>
    /// <exception cref="InvalidDataException">Every node is blank, a derivative lies on other nodes, or its unit is not the field's per metre; the grid is rotated or in degrees.</exception>
    public static EulerSolutions Of(Grid field, Grid easting, Grid northing, Grid up, double structuralIndex, EulerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        Require(field, structuralIndex, options);
        foreach (var derivative in (ReadOnlySpan<Grid>)[easting, northing, up])
            field.RequireSameNodes(derivative.Geometry, derivative.Name);
        return Solve(field, new(easting, northing, up), [UnitFactor(field, easting), UnitFactor(field, northing), UnitFactor(field, up)], structuralIndex, options, cancellation);
    }

    private static void Require(Grid field, double structuralIndex, EulerOptions options)
    {
        if (!(structuralIndex is >= 0 and <= 3))
            throw new ArgumentOutOfRangeException(nameof(structuralIndex), FormattableString.Invariant($"'{field.Name}': expected a structural index from 0 (contact) to 3 (dipole); found {structuralIndex}"));
        if (options.WindowNodes < 3 || options.WindowNodes % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(options), $"'{field.Name}': expected a window of an odd number of nodes from 3 up, so that it has a centre; found {options.WindowNodes}");
        if (options.WindowNodes > Math.Min(field.Rows, field.Columns))
            throw new ArgumentOutOfRangeException(nameof(options), $"'{field.Name}': expected a window no larger than the grid of {field.Rows} x {field.Columns} nodes; found one of {options.WindowNodes} x {options.WindowNodes}");
        if (options.StepNodes < 1)
            throw new ArgumentOutOfRangeException(nameof(options), $"'{field.Name}': expected a step of one node or more between windows; found {options.StepNodes}");
        if (!(options.MaximumDepthError > 0 && options.MaximumDistanceHalfWindows > 0 && options.MaximumDepthMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"'{field.Name}': expected limits above 0; found a depth error of {options.MaximumDepthError}, a distance of {options.MaximumDistanceHalfWindows} half windows and a depth of {options.MaximumDepthMetres} m"));
        field.Geometry.RequireUnrotated($"'{field.Name}'");
        if (Array.TrueForAll(field.Values, float.IsNaN))
            throw new InvalidDataException($"'{field.Name}': expected a grid with values; every node is blank");
    }

    /// <summary>What a derivative is multiplied with to be in the field's unit per metre.</summary>
    private static double UnitFactor(Grid field, Grid derivative)
    {
        var expected = DerivativeUnit.Of(field.Unit, 1);
        return derivative.Unit == expected ? 1
            : field.Unit == "mGal" && derivative.Unit == "E" ? 1e-4
            : throw new InvalidDataException($"'{derivative.Name}': expected the derivative of '{field.Name}' in {expected}; found {derivative.Unit}");
    }

    private static EulerSolutions Solve(Grid field, FieldGradient gradient, double[] factors, double index, EulerOptions options, CancellationToken cancellation)
    {
        var half = options.WindowNodes / 2;
        var (width, height) = (field.Geometry.CellWidthMetres, field.Geometry.CellHeightMetres);
        var window = new EulerWindow(field, gradient, factors, index, options);
        var starts = Enumerable.Range(0, (field.Rows - 2 * half + options.StepNodes - 1) / options.StepNodes).Select(i => half + i * options.StepNodes).ToArray();
        if (options.Placement == EulerPlacement.GradientPeaks)
            starts = [.. Enumerable.Range(half, field.Rows - 2 * half)];
        var found = new List<(EulerOutcome Outcome, EulerSolution? Solution)>[starts.Length];
        Parallel.For(0, starts.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var here = found[i] = [];
            var peaks = options.Placement == EulerPlacement.GradientPeaks;
            for (var column = half; column < field.Columns - half; column += peaks ? 1 : options.StepNodes)
                if (!peaks || window.IsPeak(starts[i], column))
                    here.Add(window.Solve(starts[i], column));
        });
        var all = found.SelectMany(row => row).ToArray();
        int Count(EulerOutcome outcome) => all.Count(each => each.Outcome == outcome);
        return new(field.Name, index, (2 * half * width, 2 * half * height), [.. all.Select(each => each.Solution).OfType<EulerSolution>()],
            all.Length, Count(EulerOutcome.Blank), Count(EulerOutcome.Unsolvable), Count(EulerOutcome.TooFar), Count(EulerOutcome.TooUncertain));
    }
}
