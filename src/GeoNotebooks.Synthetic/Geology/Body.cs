using GeoNotebooks.Synthetic.Numerics;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>What a body with an irregular round outline is.</summary>
internal enum BodyKind
{
    /// <summary>A granitoid intrusion: the target.</summary>
    Granitoid,

    /// <summary>A Cenozoic basin: light, thin, flat.</summary>
    Basin,

    /// <summary>A lens of light shale.</summary>
    Shale,

    /// <summary>A field of felsic volcanic rocks: light, potassic, thin.</summary>
    FelsicVolcanics,

    /// <summary>A zone of pyrrhotite away from any granite.</summary>
    Pyrrhotite,

    /// <summary>A layered intrusion of gabbro-norite: dense, often magnetic.</summary>
    Gabbro,

    /// <summary>A dome of light, pale gneiss.</summary>
    GneissDome,

    /// <summary>Gneiss or charnockite rich in magnetite.</summary>
    MagnetiteGneiss,

    /// <summary>Migmatite and pegmatite rich in potassium and thorium.</summary>
    Migmatite,
}

/// <summary>A body: an ellipse whose edge is bent by harmonics. For an intrusion the outline is that at its roof.</summary>
internal sealed record Body
{
    public required int Id { get; init; }

    public required BodyKind Kind { get; init; }

    public required string Name { get; init; }

    public required double X { get; init; }

    public required double Y { get; init; }

    public required double SemiMajor { get; init; }

    public required double SemiMinor { get; init; }

    public required double AzimuthDegrees { get; init; }

    public required double[] Amplitudes { get; init; }

    public required double[] Phases { get; init; }

    /// <summary>Depth of the roof in metres; 0 where the body crops out.</summary>
    public double Roof { get; init; }

    /// <summary>Depth of the floor in metres.</summary>
    public required double Floor { get; init; }

    /// <summary>Density contrast in kg/m3.</summary>
    public required double Density { get; init; }

    /// <summary>Susceptibility in SI.</summary>
    public required double Susceptibility { get; init; }

    /// <summary>Ratio of remanent to induced magnetisation.</summary>
    public double Koenigsberger { get; init; }

    /// <summary>Direction of the remanence.</summary>
    public Physics.FieldDirection Remanence { get; init; }

    public string Complex { get; init; } = "";

    /// <summary>True for granites that never bring ore.</summary>
    public bool Barren { get; init; }

    public bool Mapped { get; init; } = true;

    public bool LikeMapped { get; init; } = true;

    /// <summary>Distance inside the outline (negative outside), in metres, measured along the ray from the centre.</summary>
    public double Depth(double dx, double dy, out double angle)
    {
        var (sin, cos) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        double along = dx * sin + dy * cos, across = dx * cos - dy * sin;
        angle = Math.Atan2(across, along);
        return EdgeRadius(angle) - Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>The outline, not wrapped.</summary>
    public Polygon Outline()
    {
        var (sin, cos) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        var ring = new Coordinate[73];
        for (var i = 0; i < 72; i++)
        {
            var angle = 2 * Math.PI * i / 72;
            var radius = EdgeRadius(angle);
            double along = radius * Math.Cos(angle), across = radius * Math.Sin(angle);
            ring[i] = new(X + along * sin + across * cos, Y + along * cos - across * sin);
        }
        ring[72] = ring[0].Copy();
        return new(new LinearRing(ring));
    }

    /// <summary>Visits the nodes within the outline and a margin about it: index, distance inside the outline, angle at the centre.</summary>
    public void Visit(Torus torus, double margin, Action<int, double, double> visit)
    {
        var reach = SemiMajor * (1 + Amplitudes.Sum(Math.Abs)) + margin;
        var g = torus.Geometry;
        int top = (int)Math.Floor(g.RowAt(Y + reach)), bottom = (int)Math.Ceiling(g.RowAt(Y - reach));
        int left = (int)Math.Floor(g.ColumnAt(X - reach)), right = (int)Math.Ceiling(g.ColumnAt(X + reach));
        for (var row = top; row <= bottom; row++)
            for (var column = left; column <= right; column++)
            {
                var depth = Depth(g.X(column) - X, g.Y(row) - Y, out var angle);
                if (depth >= -margin)
                    visit(torus.Index(row, column), depth, angle);
            }
    }

    /// <summary>Distance inside the nearest of some outlines, negative outside, in metres, at each node.</summary>
    public static float[] Depths(Torus torus, IReadOnlyList<Body> intrusions)
    {
        var depths = new float[torus.Count];
        Array.Fill(depths, (float)-GeologyModel.Far);
        foreach (var body in intrusions)
            body.Visit(torus, 6_000, (index, depth, _) => depths[index] = Math.Max(depths[index], (float)depth));
        return depths;
    }

    private double EdgeRadius(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var radius = SemiMajor * SemiMinor / Math.Sqrt(SemiMinor * cos * SemiMinor * cos + SemiMajor * sin * SemiMajor * sin);
        var factor = 1.0;
        for (var n = 0; n < Amplitudes.Length; n++)
            factor += Amplitudes[n] * Math.Cos((n + 2) * angle + Phases[n]);
        return radius * factor;
    }
}
