using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>The contractor's grids: what was measured, gridded, and its transforms, on the nodes of the torus.</summary>
internal sealed record ContractorGrids
{
    public required float[] Gravity { get; init; }

    public required float[] GravityRegional { get; init; }

    public required float[] GravityResidual { get; init; }

    public required float[] GravityVertical { get; init; }

    public required float[] GravityHorizontal { get; init; }

    public required float[] GravityTilt { get; init; }

    public required float[] GravityEntropy { get; init; }

    public required float[] Magnetic { get; init; }

    public required float[] ReducedToPole { get; init; }

    public required float[] MagneticLocal { get; init; }

    public required float[] MagneticVertical { get; init; }

    public required float[] MagneticHorizontal { get; init; }

    public required float[] MagneticTilt { get; init; }

    public required float[] AnalyticSignal { get; init; }

    public required float[] MagneticEntropy { get; init; }

    public required float[] Potassium { get; init; }

    public required float[] Uranium { get; init; }

    public required float[] Thorium { get; init; }

    /// <summary>Contents in ppm, (element, node).</summary>
    public required float[][] Elements { get; init; }
}

/// <summary>Makes the contractor's grids.</summary>
internal static class Contractor
{
    public static ContractorGrids Process(
        Torus torus, SurveyDesign design, IReadOnlyList<AirborneTable> airborne, IReadOnlyList<GravityTable> gravity, IReadOnlyList<GeochemistryTable> geochemistry, CancellationToken cancellation)
    {
        var flights = new Barnes(torus, Joined(airborne, table => table.X), Joined(airborne, table => table.Y));
        var stations = new Barnes(torus, Joined(gravity, table => table.X), Joined(gravity, table => table.Y));
        var samples = new Barnes(torus, Joined(geochemistry, table => table.X), Joined(geochemistry, table => table.Y));
        var magnetic = flights.Grid(Joined(airborne, Despiked), 4_000, 900, 350);
        cancellation.ThrowIfCancellationRequested();
        var potassium = flights.Grid(Joined(airborne, table => table.Potassium), 4_000, 900, 400);
        var uranium = flights.Grid(Joined(airborne, table => table.Uranium), 4_000, 900, 400);
        var thorium = flights.Grid(Joined(airborne, table => table.Thorium), 4_000, 900, 400);
        cancellation.ThrowIfCancellationRequested();
        var bouguer = stations.Grid(Joined(gravity, table => table.Bouguer), 15_000, 6_000, 2_800, 1_400);
        var elements = new float[Element.All.Count][];
        for (var e = 0; e < elements.Length; e++)
        {
            var logarithms = Joined(geochemistry, table => table.Contents[e]).ConvertAll(MathF.Log);
            elements[e] = Array.ConvertAll(samples.Grid(logarithms, 9_000, 3_500, 1_500), MathF.Exp);
            cancellation.ThrowIfCancellationRequested();
        }
        return Transform(torus, design, bouguer, magnetic, potassium, uranium, thorium, elements);
    }

    /// <summary>The same transforms on the true fields, for the difficulty benchmark.</summary>
    public static ContractorGrids Perfect(Torus torus, SurveyDesign design, GroundFields fields) => Transform(
        torus, design, fields.Gravity, torus.Fill(i => 0.6f * fields.MagneticLow[i] + 0.4f * fields.MagneticHigh[i]), fields.Potassium, fields.Uranium, fields.Thorium,
        [.. fields.Elements.Select(element => Array.ConvertAll(element, MathF.Exp))]);

    /// <summary>Magnetic values with nine in ten spikes taken out.</summary>
    public static List<float> Despiked(AirborneTable table)
    {
        var values = new List<float>(table.Magnetic);
        for (var i = 0; i < values.Count; i++)
            if (table.Spike[i] && i % 10 != 0)
                values[i] = float.NaN;
        return values;
    }

    private static ContractorGrids Transform(
        Torus torus, SurveyDesign design, float[] bouguer, float[] magnetic, float[] potassium, float[] uranium, float[] thorium, float[][] elements)
    {
        var regional = Blur.Gaussian(torus, bouguer, 12_000);
        var residual = torus.Fill(i => bouguer[i] - regional[i]);
        var (gravityVertical, gravityEast, gravityNorth) = Derivatives.Of(torus, bouguer);
        var gravityHorizontal = torus.Fill(i => Root(gravityEast[i], gravityNorth[i]));
        var pole = Derivatives.ReducedToPole(torus, magnetic, design.Field);
        var broad = Blur.Gaussian(torus, pole, 6_000);
        var local = torus.Fill(i => pole[i] - broad[i]);
        var (vertical, east, north) = Derivatives.Of(torus, pole);
        var horizontal = torus.Fill(i => Root(east[i], north[i]));
        return new()
        {
            Gravity = bouguer,
            GravityRegional = regional,
            GravityResidual = residual,
            GravityVertical = gravityVertical,
            GravityHorizontal = gravityHorizontal,
            GravityTilt = torus.Fill(i => MathF.Atan2(gravityVertical[i], gravityHorizontal[i])),
            GravityEntropy = WindowEntropy.Of(torus, residual, design.GravityEntropyLimit),
            Magnetic = magnetic,
            ReducedToPole = pole,
            MagneticLocal = local,
            MagneticVertical = vertical,
            MagneticHorizontal = horizontal,
            MagneticTilt = torus.Fill(i => MathF.Atan2(vertical[i], horizontal[i])),
            AnalyticSignal = torus.Fill(i => Root(horizontal[i], vertical[i])),
            MagneticEntropy = WindowEntropy.Of(torus, local, design.MagneticEntropyLimit),
            Potassium = potassium,
            Uranium = uranium,
            Thorium = thorium,
            Elements = elements,
        };
    }

    private static float Root(float a, float b) => MathF.Sqrt(a * a + b * b);

    private static List<TValue> Joined<TTable, TValue>(IReadOnlyList<TTable> tables, Func<TTable, IEnumerable<TValue>> column)
    {
        var joined = new List<TValue>();
        foreach (var table in tables)
            joined.AddRange(column(table));
        return joined;
    }
}
