using GeoNotebooks.Synthetic.Numerics;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// A large fault: a gently bent trace, what it did to the rocks beside it, and in which fields it shows. Each sign comes and goes along the trace.
/// </summary>
internal sealed record Fault
{
    private const double PatchStep = 1000;

    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Easting and northing of the trace's beginning.</summary>
    public required double X { get; init; }

    public required double Y { get; init; }

    public required double AzimuthDegrees { get; init; }

    public required double Length { get; init; }

    /// <summary>Amplitudes of the trace's bends in metres: half a wave, a wave and one and a half waves along it.</summary>
    public required double[] Bends { get; init; }

    /// <summary>True for the north-west regional faults, false for the north-east cross faults.</summary>
    public required bool Regional { get; init; }

    /// <summary>Vertical throw, in units of the structural level's deviation; positive lifts the right-hand side.</summary>
    public required double Throw { get; init; }

    /// <summary>Strike slip in metres; positive is dextral.</summary>
    public required double Slip { get; init; }

    public required bool Magnetic { get; init; }

    public required bool Radiometric { get; init; }

    public required bool Topographic { get; init; }

    public bool Mapped { get; init; } = true;

    /// <summary>True when the fault shows as the mapped ones do; false when it is blind: under cover, without a sign at the surface.</summary>
    public bool LikeMapped { get; init; } = true;

    public required double[] MagneticPatches { get; init; }

    public required double[] RadiometricPatches { get; init; }

    public required double[] TopographicPatches { get; init; }

    public string ShowsIn => string.Join(
        ",", new[] { Magnetic ? "magnetic" : null, Radiometric && LikeMapped ? "radiometric" : null, Topographic && LikeMapped ? "topography" : null }.OfType<string>());

    /// <summary>Distance of the trace to the right of its base line.</summary>
    public double Bend(double along)
    {
        var phase = Math.PI * along / Length;
        return Bends[0] * Math.Sin(phase) + Bends[1] * Math.Sin(2 * phase) + Bends[2] * Math.Sin(3 * phase);
    }

    /// <summary>The trace, a vertex each kilometre, not wrapped.</summary>
    public Coordinate[] Trace()
    {
        var (sin, cos) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        var count = Math.Max(2, (int)Math.Round(Length / 1000) + 1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var along = Length * i / (count - 1);
            var across = Bend(along);
            return new Coordinate(X + along * sin + across * cos, Y + along * cos - across * sin);
        })];
    }

    /// <summary>Strength of a sign at a place along the trace, 0 to 1.</summary>
    public double Patch(double[] patches, double along)
    {
        var at = Math.Clamp(along / PatchStep, 0, patches.Length - 1.001);
        var i = (int)at;
        return patches[i] + (patches[Math.Min(i + 1, patches.Length - 1)] - patches[i]) * (at - i);
    }

    /// <summary>Draws where along a trace a sign shows: stretches of 3 to 12 km, present with a probability, ends smoothed.</summary>
    public static double[] DrawPatches(RandomStream random, double length, double share)
    {
        var patches = new double[(int)(length / PatchStep) + 2];
        for (var i = 0; i < patches.Length;)
        {
            var stretch = 3 + random.Index(10);
            var strength = random.Chance(share) ? random.Uniform(0.6, 1.4) : 0;
            for (var end = i + stretch; i < end && i < patches.Length; i++)
                patches[i] = strength;
        }
        return patches;
    }

    /// <summary>
    /// Visits the nodes within a distance of the trace: index, distance to the right of the trace and distance along it, in metres.
    /// The distance is measured across the base line and shortened by the trace's slope, which stays below one in four.
    /// </summary>
    public void Visit(Torus torus, double halfWidth, Action<int, double, double> visit)
    {
        var (sin, cos) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        var reach = halfWidth * 1.05 + Bends.Sum(Math.Abs);
        double endX = X + Length * sin, endY = Y + Length * cos;
        var g = torus.Geometry;
        int top = (int)Math.Floor(g.RowAt(Math.Max(Y, endY) + reach)), bottom = (int)Math.Ceiling(g.RowAt(Math.Min(Y, endY) - reach));
        int left = (int)Math.Floor(g.ColumnAt(Math.Min(X, endX) - reach)), right = (int)Math.Ceiling(g.ColumnAt(Math.Max(X, endX) + reach));
        Parallel.For(top, bottom + 1, row =>
        {
            var dy = g.Y(row) - Y;
            for (var column = left; column <= right; column++)
            {
                var dx = g.X(column) - X;
                var along = dx * sin + dy * cos;
                if (along < 0 || along > Length)
                    continue;
                var across = dx * cos - dy * sin;
                if (Math.Abs(across) > reach)
                    continue;
                var slope = (Bend(along + 250) - Bend(along - 250)) / 500;
                var distance = (across - Bend(along)) / Math.Sqrt(1 + slope * slope);
                if (Math.Abs(distance) <= halfWidth)
                    visit(torus.Index(row, column), distance, along);
            }
        });
    }

    /// <summary>Distance to the nearest of some faults in metres, at each node.</summary>
    public static float[] Distances(Torus torus, IReadOnlyList<Fault> faults)
    {
        var distances = new float[torus.Count];
        Array.Fill(distances, (float)GeologyModel.Far);
        foreach (var fault in faults)
            fault.Visit(torus, GeologyModel.Far, (index, across, _) => distances[index] = Math.Min(distances[index], (float)Math.Abs(across)));
        return distances;
    }
}
