using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>How the units of a Kohonen map lie.</summary>
public enum KohonenLattice
{
    /// <summary>Six neighbours each, all as near.</summary>
    Hexagonal,

    /// <summary>Four neighbours each, and four more farther off.</summary>
    Rectangular,
}

/// <summary>How a Kohonen map is trained. The same options and data give the same map.</summary>
public sealed record KohonenOptions : ITargetBaseline
{
    /// <inheritdoc/>
    public string Name => "Kohonen map";

    /// <summary>Rows of units.</summary>
    public int Rows { get; init; } = 12;

    /// <summary>Columns of units.</summary>
    public int Columns { get; init; } = 14;

    /// <summary>How they lie.</summary>
    public KohonenLattice Lattice { get; init; } = KohonenLattice.Hexagonal;

    /// <summary>Passes over all training nodes.</summary>
    public int Passes { get; init; } = 20;

    /// <summary>Radius of the neighbourhood in the last pass, in steps between units; in the first it is half the longer side.</summary>
    public double LastRadius { get; init; } = 0.5;

    /// <summary>Nodes of the target's prevalence added to each unit, so that one with few nodes says nothing bold.</summary>
    public double Shrinkage { get; init; } = 5;

    /// <summary>When there are more nodes, so many are drawn at random to train on.</summary>
    public int MostTrainingNodes { get; init; } = 20_000;

    /// <summary>Seed of the draw and of the first units.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public ITargetScorer Fit(PixelFeatures features, TargetLabels training) => KohonenMap.Train(features, training, this);

    internal void Require()
    {
        if (Rows < 1 || Columns < 1 || Passes < 1 || !(LastRadius > 0) || !(Shrinkage >= 0) || MostTrainingNodes < 2)
            throw new ArgumentException(FormattableString.Invariant(
                $"a Kohonen map needs rows, columns, passes and a last radius above 0, a shrinkage of 0 or more and two nodes or more; found {Rows}, {Columns}, {Passes}, {LastRadius}, {Shrinkage} and {MostTrainingNodes}"));
    }

    /// <summary>Squared distance of each two units, in steps between neighbours.</summary>
    internal double[,] SquaredDistances()
    {
        var (count, hexagonal) = (Rows * Columns, Lattice == KohonenLattice.Hexagonal);
        // Every second row of hexagons is moved by half a step, and rows are closer by the height of an equal triangle.
        (double X, double Y) Place(int unit) => unit / Columns is var row && hexagonal ? (unit % Columns + row % 2 * 0.5, row * Math.Sqrt(0.75)) : (unit % Columns, row);
        var squared = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
            {
                var ((x, y), (otherX, otherY)) = (Place(i), Place(j));
                squared[i, j] = (x - otherX) * (x - otherX) + (y - otherY) * (y - otherY);
            }
        return squared;
    }
}
