using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>One sheet's airborne survey: samples in the order of flight, arrays in parallel. NaN is a gap.</summary>
internal sealed class AirborneTable
{
    public List<double> X { get; } = [];

    public List<double> Y { get; } = [];

    public List<int> Line { get; } = [];

    public List<int> Tie { get; } = [];

    public List<int> Fiducial { get; } = [];

    public List<float> RadarAltitude { get; } = [];

    public List<float> Elevation { get; } = [];

    public List<float> Magnetic { get; } = [];

    public List<float> Potassium { get; } = [];

    public List<float> Uranium { get; } = [];

    public List<float> Thorium { get; } = [];

    /// <summary>True where a spike was put on the magnetic value; the contractor finds most of them.</summary>
    public List<bool> Spike { get; } = [];

    /// <summary>Dose rate in the air in nGy/h, from the three radioelements (IAEA-TECDOC-1363, 2003, table 4).</summary>
    public static float Dose(float potassium, float uranium, float thorium) => 13.078f * potassium + 5.675f * uranium + 2.494f * thorium;
}

/// <summary>Flies a sheet: lines across the strike, tie lines along it, draped over smoothed terrain.</summary>
internal static class AirborneSurvey
{
    private const double Clearance = 125;
    private const int FirstTie = 900;

    /// <param name="geology">The ground.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="smoothed">Smoothed terrain that the aircraft follows.</param>
    /// <param name="moisture">Soil moisture, deviation 1.</param>
    /// <param name="place">The sheet or block.</param>
    /// <param name="design">Where the lines lie.</param>
    /// <param name="settings">Errors.</param>
    public static AirborneTable Fly(GeologyModel geology, GroundFields fields, float[] smoothed, float[] moisture, SurveyedGround place, SurveyDesign design, SurveySettings settings)
    {
        var table = new AirborneTable();
        var random = RandomStream.For(geology.Seed, "airborne sheet", place.Number);
        var sheetErrors = new SheetErrors(
            settings.MagneticSheet * random.Normal(), 1 + settings.RadioelementSheet * random.Normal(), 1 + settings.RadioelementSheet * random.Normal(),
            1 + settings.RadioelementSheet * random.Normal());
        var ring = place.Outline.Coordinates;
        var bounds = place.Outline.EnvelopeInternal;
        foreach (var tie in new[] { false, true })
        {
            var (sin, cos) = Math.SinCos((design.AzimuthDegrees + (tie ? 90 : 0)) * Math.PI / 180);
            var spacing = tie ? design.TieSpacing : design.LineSpacing;
            double centreX = bounds.Centre.X, centreY = bounds.Centre.Y, reach = Math.Sqrt(bounds.Width * bounds.Width + bounds.Height * bounds.Height) / 2;
            var offset = random.Uniform(0, spacing);
            var count = (int)(2 * reach / spacing);
            for (int k = 0, number = 0; k < count; k++)
            {
                var across = -reach + offset + k * spacing;
                var begun = table.X.Count;
                for (var along = -reach; along <= reach; along += design.SampleSpacing)
                {
                    double x = centreX + along * sin + across * cos, y = centreY + along * cos - across * sin;
                    if (!RegionFrame.Inside(ring, x, y))
                        continue;
                    table.X.Add(x);
                    table.Y.Add(y);
                }
                if (table.X.Count > begun)
                    Measure(table, begun, 1_000 * (place.Number + 1) + (tie ? FirstTie : 0) + ++number, tie);
            }
        }
        return table;

        void Measure(AirborneTable table, int begun, int line, bool tie)
        {
            var own = RandomStream.For(geology.Seed, "line", line);
            var noise = settings.WithoutError ? 0 : 1;
            var level = noise * settings.MagneticLine * own.Normal();
            double wave = own.Uniform(9_000, 30_000), phase = own.Uniform(0, 2 * Math.PI), height = own.Uniform(-15, 15);
            var day = noise * settings.RadioelementLine * own.Normal();
            double radon = noise * settings.Radon * own.Normal(), radonPhase = own.Uniform(0, 2 * Math.PI);
            var torus = geology.Torus;
            for (int i = begun, fiducial = 0; i < table.X.Count; i++, fiducial++)
            {
                double x = table.X[i], y = table.Y[i], along = fiducial * design.SampleSpacing;
                var ground = torus.At(fields.Elevation, x, y);
                var altitude = Math.Clamp(torus.At(smoothed, x, y) + Clearance + height + 6 * Math.Sin(along / 900) - ground, 60, 400);
                table.Line.Add(line);
                table.Tie.Add(tie ? 1 : 0);
                table.Fiducial.Add(fiducial + 1);
                table.Elevation.Add(ground);
                table.RadarAltitude.Add((float)altitude);

                double low = torus.At(fields.MagneticLow, x, y), high = torus.At(fields.MagneticHigh, x, y);
                var share = (Math.Clamp(altitude, 60, 260) - GroundFields.LowHeight) / (GroundFields.HighHeight - GroundFields.LowHeight);
                var spike = own.Chance(1e-4) && noise > 0;
                table.Spike.Add(spike);
                table.Magnetic.Add((float)(low + (high - low) * share + level + noise * (settings.MagneticDrift * Math.Sin(2 * Math.PI * along / wave + phase)
                    + settings.MagneticSample * own.Normal() + sheetErrors.Magnetic + (spike ? 40 + 260 * own.Uniform() : 0))));

                var gain = 1 + day + noise * settings.Moisture * torus.At(moisture, x, y);
                var sample = settings.RadioelementSample;
                table.Potassium.Add(Count(fields.Potassium, noise > 0 ? sheetErrors.Potassium : 1, sample.Potassium, 0));
                table.Uranium.Add(Count(fields.Uranium, noise > 0 ? sheetErrors.Uranium : 1, sample.Uranium, radon * (1 + 0.5 * Math.Sin(2 * Math.PI * along / wave + radonPhase))));
                table.Thorium.Add(Count(fields.Thorium, noise > 0 ? sheetErrors.Thorium : 1, sample.Thorium, 0));

                float Count(float[] field, double calibration, double deviation, double background) =>
                    (float)Math.Max(0.01, torus.At(field, x, y) * gain * calibration + background + noise * deviation * own.Normal());
            }
            if (noise > 0)
                LeaveGaps(table, begun, own);
        }
    }

    /// <summary>A magnetometer or a spectrometer fails now and then for half a kilometre to four.</summary>
    private static void LeaveGaps(AirborneTable table, int begun, RandomStream random)
    {
        foreach (var columns in new List<float>[][] { [table.Magnetic], [table.Potassium, table.Uranium, table.Thorium] })
        {
            if (!random.Chance(0.05))
                continue;
            var from = begun + random.Index(table.X.Count - begun);
            var to = Math.Min(table.X.Count, from + 10 + random.Index(70));
            foreach (var column in columns)
                for (var i = from; i < to; i++)
                    column[i] = float.NaN;
        }
    }

    private sealed record SheetErrors(double Magnetic, double Potassium, double Uranium, double Thorium);
}
