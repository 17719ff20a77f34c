using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Draws where a body lies and how its edge bends; what it is made of is its region's matter.</summary>
internal static class BodyOutline
{
    /// <param name="random">Draws.</param>
    /// <param name="torus">Where the nodes lie.</param>
    /// <param name="id">Number of the body.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="radius">Radius of a circle of the same area, m.</param>
    /// <param name="greatestElongation">Greatest ratio of its axes.</param>
    /// <param name="strikeDegrees">Azimuth that its long axis scatters about.</param>
    public static Body Draw(RandomStream random, Torus torus, int id, BodyKind kind, double radius, double greatestElongation, double strikeDegrees)
    {
        var elongation = Math.Sqrt(random.Uniform(1, greatestElongation));
        return new()
        {
            Id = id,
            Kind = kind,
            Name = "",
            X = torus.Geometry.West + random.Uniform(0, torus.Width),
            Y = torus.Geometry.North - random.Uniform(0, torus.Height),
            SemiMajor = radius * elongation,
            SemiMinor = radius / elongation,
            AzimuthDegrees = strikeDegrees + random.Normal(0, 25),
            Amplitudes = [random.Normal(0, 0.08), random.Normal(0, 0.06), random.Normal(0, 0.05), random.Normal(0, 0.03)],
            Phases = [random.Uniform(0, 2 * Math.PI), random.Uniform(0, 2 * Math.PI), random.Uniform(0, 2 * Math.PI), random.Uniform(0, 2 * Math.PI)],
            Floor = 0,
            Density = 0,
            Susceptibility = 0,
        };
    }

    /// <summary>Distance of two centres round the torus, m.</summary>
    public static double Apart(Torus torus, Body a, Body b)
    {
        double dx = torus.DeltaX(a.X, b.X), dy = torus.DeltaY(a.Y, b.Y);
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
