using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Tests.Surveys;

/// <summary>A survey flown in the test over a field of closed form: lines at azimuth 45 degrees, ties across them.</summary>
internal sealed record FlownLines
{
    public int FlightLines { get; init; } = 40;

    public int TieLines { get; init; } = 8;

    public double LineSpacing { get; init; } = 500;

    public double TieSpacing { get; init; } = 2_500;

    public double Interval { get; init; } = 50;

    public double AzimuthDegrees { get; init; } = 45;

    public double Noise { get; init; } = 0.8;

    public int Seed { get; init; } = 1;

    /// <summary>Error of a line: number (ties from 900), share of the way from 0 to 1.</summary>
    public Func<int, double, double> Error { get; init; } = (_, _) => 0;

    /// <summary>Three anomalies of vertical dipoles, wider than the flight height: nothing here is a spike.</summary>
    public static double Field(double x, double y) =>
        Dipole(x, y, 12_300, 4_100, 900, 180) + Dipole(x, y, 4_200, 9_700, 500, -90) + Dipole(x, y, 9_000, 12_500, 1_500, 120) + 0.002 * x - 0.001 * y;

    public LineSet Fly()
    {
        var random = new Random(Seed);
        var (sine, cosine) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        var (x, y, values, lines, fiducials, ties) = (new List<double>(), new List<double>(), new List<float>(), new List<long>(), new List<double>(), new List<bool>());
        var (length, width) = (Math.Max(TieLines - 1, 1) * TieSpacing + 1_000, (FlightLines - 1) * LineSpacing + 1_000);
        for (var k = 0; k < FlightLines + TieLines; k++)
        {
            var tie = k >= FlightLines;
            var (number, reach) = (tie ? 900 + k - FlightLines : 100 + k, tie ? width : length);
            var samples = (int)(reach / Interval) + 1;
            for (var i = 0; i < samples; i++)
            {
                // Along and across the flight lines, from the south-west corner of the block; tie lines run across.
                var (along, across) = tie ? (500 + (k - FlightLines) * TieSpacing, i * Interval) : (i * Interval, 500 + k * LineSpacing);
                x.Add(5_000 + along * sine + across * cosine);
                y.Add(9_000 + along * cosine - across * sine);
                values.Add((float)(Field(x[^1], y[^1]) + Error(number, i / (samples - 1.0)) + Noise * Normal(random)));
                lines.Add(number);
                fiducials.Add(i + 1);
                ties.Add(tie);
            }
        }
        return LineSet.Of([.. x], [.. y], [.. values], [.. lines], [.. fiducials], [.. ties], "field", "nT", Crs.Local);
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Dipole(double x, double y, double x0, double y0, double depth, double peak)
    {
        var r2 = ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (depth * depth);
        return peak * (1 - r2 / 2) / Math.Pow(1 + r2, 2.5);
    }
}
