using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>From the geology of the shield to fields: rocks stand steep, so that what crops out goes down; magnetite makes the field, and faults destroy it.</summary>
internal static class BalticFields
{
    /// <summary>The Earth's field in the middle of the sheets in nT, which <see cref="BalticBodies.PresentField"/> points along.</summary>
    public const double FieldNanotesla = 53_490;

    /// <summary>Density that the contrasts are counted from, kg/m3.</summary>
    private const double ReferenceDensity = 2_700;

    /// <summary>Magnetisation induced by the Earth's field for a susceptibility of 1, in A/m.</summary>
    private const double Inducing = FieldNanotesla * 1e-9 / (4e-7 * Math.PI);

    private static readonly (double Top, double Bottom, float Share)[] GravitySlabs = [(0, 500, 1), (500, 1_500, 1), (1_500, 3_000, 0.9f), (3_000, 6_000, 0.6f), (6_000, 9_000, 0.2f)];
    private static readonly (double Top, double Bottom, float Share)[] MagneticSlabs = [(0, 400, 1), (400, 1_500, 1), (1_500, 5_000, 0.6f)];

    public static GroundFields Build(BalticGeology geology, BalticSettings settings, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var (elevation, cover) = BalticTerrain.Build(geology, settings);
        var (first, second) = GaussianField.Pair(torus, geology.Seed, "within shield units", Within);
        var gravity = Gravity(geology, settings, first, elevation, cancellation);
        var (low, high) = Magnetic(geology, settings, second, cancellation);
        var (potassium, uranium, thorium) = BalticRadioelements.Build(geology, settings, cover);
        return new()
        {
            Elevation = elevation,
            Cover = cover,
            Gravity = gravity,
            MagneticLow = low,
            MagneticHigh = high,
            Potassium = potassium,
            Uranium = uranium,
            Thorium = thorium,
            Elements = BalticGeochemistry.Build(geology, settings, cancellation),
        };
    }

    /// <summary>Variation within a unit: stretched along the strike as the rocks are, over 1 km across it and 4 km along it, with a part over 5 km.</summary>
    public static double Within(double kx, double ky)
    {
        var (sin, cos) = Math.SinCos(BalticFrame.StrikeDegrees * Math.PI / 180);
        double along = 4_000 * (kx * sin + ky * cos), across = 1_000 * (kx * cos - ky * sin), broad2 = (kx * kx + ky * ky) * 5_000.0 * 5_000;
        return Math.Sqrt(0.8 * Math.Exp(-(along * along + across * across) / 4) + 0.2 * 6.25 * Math.Exp(-broad2 / 4));
    }

    private static float[] Gravity(BalticGeology geology, BalticSettings settings, float[] variation, float[] elevation, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var host = torus.Fill(i => (float)(BalticUnit.Column[geology.Units[i]].Density - ReferenceDensity + settings.DensityDeviation * variation[i]));
        var fields = new SlabField(torus);
        foreach (var (top, bottom, share) in GravitySlabs)
        {
            cancellation.ThrowIfCancellationRequested();
            var density = torus.Fill(i => share * host[i]);
            foreach (var body in geology.Intrusions.Concat(geology.Confounders))
                if (Taper.Overlap(body.Roof, body.Floor, top, bottom) is > 0 and var part)
                    body.Visit(torus, 300, (index, depth, _) => density[index] += (float)(part * Taper.Ramp(depth, -250, 250) * (body.Density - density[index])));
            if (bottom <= 1_500)
                foreach (var fault in geology.Faults)
                    fault.Visit(torus, 1_200, (index, across, along) => density[index] -= (float)(settings.FaultDensity * Taper.Ends(fault, along) * Math.Exp(-across * across / (500.0 * 500))));
            fields.AddGravity(density, top, bottom);
        }
        var modelled = fields.Finish().Low;
        var regional = GaussianField.Single(torus, geology.Seed, "shield regional gravity", GaussianField.Smooth(70_000));
        var broad = Blur.Gaussian(torus, elevation, 15_000);
        // The Bouguer plate takes 2.67 g/cm3; rocks of another density leave 0.0419 mGal a metre and g/cm3.
        return torus.Fill(i => (float)(-18 + modelled[i] + settings.RegionalGravityDeviation * regional[i] + 0.0419 * (0.03 + 0.001 * host[i]) * (elevation[i] - broad[i])));
    }

    private static (float[] Low, float[] High) Magnetic(BalticGeology geology, BalticSettings settings, float[] variation, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var present = BalticBodies.PresentField;
        var intact = Intact(geology, settings);
        var dykes = Dykes(geology, settings);
        var rock = torus.Fill(i =>
        {
            var unit = BalticUnit.Column[geology.Units[i]];
            return (float)(Inducing * unit.Susceptibility * Math.Exp(unit.Foliation * geology.Foliation[i] + settings.SusceptibilityDeviation * variation[i]));
        });
        var fields = new SlabField(torus);
        foreach (var (top, bottom, share) in MagneticSlabs)
        {
            cancellation.ThrowIfCancellationRequested();
            var induced = torus.Fill(i => share * rock[i]);
            var (east, north, down) = (new float[torus.Count], new float[torus.Count], new float[torus.Count]);
            foreach (var body in geology.Confounders.Concat(geology.Intrusions))
                if (Taper.Overlap(body.Roof, body.Floor, top, bottom) is > 0 and var part)
                    body.Visit(torus, 200, (index, depth, _) =>
                    {
                        var inside = part * Taper.Ramp(depth, -150, 150);
                        var amperes = Inducing * body.Susceptibility * Math.Exp(0.5 * settings.SusceptibilityDeviation * variation[index]);
                        induced[index] += (float)(inside * (amperes - induced[index]));
                        east[index] += (float)(inside * amperes * body.Koenigsberger * body.Remanence.East);
                        north[index] += (float)(inside * amperes * body.Koenigsberger * body.Remanence.North);
                        down[index] += (float)(inside * amperes * body.Koenigsberger * body.Remanence.Down);
                    });
            for (var i = 0; i < induced.Length; i++)
            {
                // Dykes are younger than the faults, whose alteration took the rest.
                var along = intact[i] * induced[i] + dykes[i];
                east[i] = intact[i] * east[i] + (float)(along * present.East);
                north[i] = intact[i] * north[i] + (float)(along * present.North);
                down[i] = intact[i] * down[i] + (float)(along * present.Down);
            }
            fields.AddMagnetic(east, north, down, present, GroundFields.LowHeight + top, GroundFields.LowHeight + bottom, GroundFields.HighHeight - GroundFields.LowHeight);
        }
        var (low, high) = fields.Finish();
        var deep = GaussianField.Single(torus, geology.Seed, "deep magnetic rocks", GaussianField.Smooth(25_000));
        for (var i = 0; i < low.Length; i++)
        {
            low[i] += (float)(settings.DeepMagneticDeviation * deep[i]);
            high[i] += (float)(settings.DeepMagneticDeviation * deep[i]);
        }
        return (low, high);
    }

    /// <summary>Share of the magnetite that the faults have left at each node.</summary>
    private static float[] Intact(BalticGeology geology, BalticSettings settings)
    {
        var intact = geology.Torus.Fill(_ => 1);
        foreach (var fault in geology.Faults.Where(fault => fault.Magnetic))
        {
            var random = RandomStream.For(geology.Seed, "alteration", fault.Id);
            var lost = settings.FaultDemagnetisation * random.Uniform(0.85, 1.1) * (fault.LikeMapped ? 1 : settings.BlindFault);
            var width = random.Uniform(settings.FaultZoneWidth.Least, settings.FaultZoneWidth.Greatest);
            fault.Visit(geology.Torus, 2_000, (index, across, along) =>
                intact[index] *= (float)(1 - Math.Min(0.98, lost * fault.Patch(fault.MagneticPatches, along) * Taper.Ends(fault, along) * Math.Exp(-Math.Pow(across / width, 4)))));
        }
        return intact;
    }

    private static float[] Dykes(BalticGeology geology, BalticSettings settings)
    {
        var amperes = new float[geology.Torus.Count];
        foreach (var dyke in geology.Lineaments.Where(lineament => lineament.Magnetic))
        {
            var strength = settings.DykeMagnetisation * RandomStream.For(geology.Seed, "dyke", dyke.Id).Uniform(0.4, 1.4);
            dyke.Visit(geology.Torus, 1_000, (index, across, along) => amperes[index] += (float)(strength * dyke.Patch(dyke.MagneticPatches, along) * Taper.Ends(dyke, along)
                * Math.Exp(-across * across / (settings.DykeWidth * settings.DykeWidth))));
        }
        return amperes;
    }
}
