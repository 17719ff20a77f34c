using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>From geology to fields: properties of the rocks, then forward modelling and surface concentrations.</summary>
internal static class KolymaFields
{
    /// <summary>The Earth's field at Omchak in nT, which <see cref="KolymaBodies.PresentField"/> points along.</summary>
    public const double FieldNanotesla = 57_290;

    private const double InducingAmperesPerMetre = FieldNanotesla * 1e-9 / (4e-7 * Math.PI);
    private static readonly double[] GravityLevels = [0, 300, 1_000, 2_000, 4_000, 8_000];
    private static readonly double[] MagneticLevels = [0, 300, 1_000, 2_500];

    public static GroundFields Build(KolymaGeology geology, KolymaSettings settings, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var seed = geology.Seed;
        var (elevation, cover) = KolymaTerrain.Build(geology, settings);
        // Within-unit variation is correlated over 1 to 5 km.
        var (densityVariation, susceptibilityVariation) = GaussianField.Pair(torus, seed, "within units", Within);
        var gravity = Gravity(geology, settings, densityVariation, elevation, cancellation);
        var (low, high) = Magnetic(geology, settings, susceptibilityVariation, cancellation);
        var (potassium, uranium, thorium) = Radioelements(geology, settings, cover);
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
            Elements = KolymaGeochemistry.Build(geology, Within, cancellation),
        };
    }

    /// <summary>A tenth of the variance correlated over 3 km, the rest over 1 km; the power of a Gaussian correlation carries the square of its length.</summary>
    private static double Within(double kx, double ky)
    {
        var k2 = kx * kx + ky * ky;
        return Math.Sqrt(0.1 * 9 * Math.Exp(-k2 * 3_000.0 * 3_000 / 4) + 0.9 * Math.Exp(-k2 * 1_000.0 * 1_000 / 4));
    }

    private static KolymaUnit UnitOf(KolymaGeology geology, int index) =>
        KolymaUnit.Column[geology.AtkanLike[index] ? KolymaUnit.Atkan : geology.Units[index]];

    private static float[] Gravity(KolymaGeology geology, KolymaSettings settings, float[] variation, float[] elevation, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var host = torus.Fill(i => (float)(settings.HostDensityDeviation * (settings.UnitContrast * UnitOf(geology, i).Density + variation[i])));
        var fields = new SlabField(torus);
        for (var slab = 0; slab + 1 < GravityLevels.Length; slab++)
        {
            cancellation.ThrowIfCancellationRequested();
            double top = GravityLevels[slab], bottom = GravityLevels[slab + 1];
            // Beds flatten and mix downward; below 4 km the host is one rock.
            var share = slab switch { 0 or 1 => 1f, 2 => 0.6f, 3 => 0.3f, _ => 0f };
            var density = torus.Fill(i => share * host[i]);
            foreach (var body in geology.Intrusions.Concat(geology.Confounders))
            {
                var part = Taper.Overlap(body.Roof, body.Floor, top, bottom);
                if (part <= 0)
                    continue;
                var flare = body.Kind is BodyKind.Granitoid ? 0.35 : body.Kind is BodyKind.Basin or BodyKind.FelsicVolcanics ? -0.3 : 0;
                var widening = flare * ((Math.Max(top, body.Roof) + Math.Min(bottom, body.Floor)) / 2 - body.Roof);
                body.Visit(torus, Math.Max(0, widening) + 300, (index, depth, _) =>
                    density[index] += (float)(body.Density * part * Taper.Ramp(depth + widening, -250, 250)));
            }
            fields.AddGravity(density, top, bottom);
        }
        var modelled = fields.Finish().Low;
        var regional = GaussianField.Single(torus, geology.Seed, "regional gravity", GaussianField.Smooth(70_000));
        var broad = Blur.Gaussian(torus, elevation, 15_000);
        // The Bouguer plate takes 2.67 g/cm3; rocks of another density leave 0.0419 mGal a metre and g/cm3. Roots of mountains pull the regional down.
        return torus.Fill(i => (float)(-45 + modelled[i] + settings.RegionalGravityDeviation * regional[i] - 0.05 * (broad[i] - 1_000)
            + 0.0419 * (0.04 + 0.001 * host[i]) * (elevation[i] - broad[i])));
    }

    private static (float[] Low, float[] High) Magnetic(KolymaGeology geology, KolymaSettings settings, float[] variation, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var fields = new SlabField(torus);
        var present = KolymaBodies.PresentField;
        var host = torus.Fill(i => (float)(settings.HostSusceptibility * Math.Exp(
            settings.HostSusceptibilityDeviation * (settings.UnitContrast * UnitOf(geology, i).Susceptibility + variation[i])) * InducingAmperesPerMetre));
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
            body.Visit(torus, 0, (index, depth, _) => host[index] += (float)(Taper.Ramp(depth, 0, 250) * (body.Susceptibility * InducingAmperesPerMetre - host[index])));
        foreach (var fault in geology.Faults.Where(fault => fault.Magnetic))
            Lineament(geology, fault, settings, host, fault.LikeMapped ? 1 : 0.6);
        foreach (var dyke in geology.Lineaments.Where(lineament => lineament.Magnetic))
            Lineament(geology, dyke, settings, host, 1);
        for (var slab = 0; slab + 1 < MagneticLevels.Length; slab++)
        {
            cancellation.ThrowIfCancellationRequested();
            double top = MagneticLevels[slab], bottom = MagneticLevels[slab + 1];
            var share = slab switch { 0 => 1f, 1 => 1f, _ => 0.5f };
            var along = torus.Fill(i => share * host[i]);
            var east = new float[torus.Count];
            var north = new float[torus.Count];
            var down = new float[torus.Count];
            void Add(int index, double amperes, double koenigsberger, FieldDirection remanence)
            {
                along[index] += (float)amperes;
                east[index] += (float)(amperes * koenigsberger * remanence.East);
                north[index] += (float)(amperes * koenigsberger * remanence.North);
                down[index] += (float)(amperes * koenigsberger * remanence.Down);
            }
            foreach (var body in geology.Intrusions)
                Hornfels.Visit(geology, body, top, bottom, Add);
            foreach (var body in geology.Confounders.Where(body => body.Kind is BodyKind.Pyrrhotite or BodyKind.FelsicVolcanics))
            {
                var part = Taper.Overlap(body.Roof, body.Floor, top, bottom);
                if (part > 0)
                    body.Visit(torus, 300, (index, depth, _) =>
                        Add(index, part * Taper.Ramp(depth, -150, 350) * body.Susceptibility * InducingAmperesPerMetre, body.Koenigsberger, body.Remanence));
            }
            for (var i = 0; i < along.Length; i++)
            {
                east[i] += (float)(along[i] * present.East);
                north[i] += (float)(along[i] * present.North);
                down[i] += (float)(along[i] * present.Down);
            }
            fields.AddMagnetic(east, north, down, present, GroundFields.LowHeight + top, GroundFields.LowHeight + bottom, GroundFields.HighHeight - GroundFields.LowHeight);
        }
        var (low, high) = fields.Finish();
        var basement = GaussianField.Single(torus, geology.Seed, "magnetic basement", GaussianField.Smooth(28_000));
        for (var i = 0; i < low.Length; i++)
        {
            low[i] += (float)(settings.BasementMagneticDeviation * basement[i]);
            high[i] += (float)(settings.BasementMagneticDeviation * basement[i]);
        }
        return (low, high);
    }

    /// <summary>A zone without magnetite along a trace, or a row of dykes in it, where its magnetic sign shows.</summary>
    private static void Lineament(KolymaGeology geology, Fault fault, KolymaSettings settings, float[] magnetisation, double strength)
    {
        var random = RandomStream.For(geology.Seed, fault.Throw == 0 ? "dyke magnetisation" : "fault magnetisation", fault.Id);
        var dykes = random.Chance(0.5);
        var amplitude = strength * random.Uniform(0.7, 1.3) * (dykes ? settings.DykeMagnetisation : settings.FaultDemagnetisation);
        var width = dykes ? settings.DykeZoneWidth : settings.FaultZoneWidth;
        fault.Visit(geology.Torus, 1_500, (index, across, along) =>
        {
            var sign = amplitude * fault.Patch(fault.MagneticPatches, along) * Taper.Ends(fault, along) * Math.Exp(-across * across / (width * width));
            // Altered rock loses what magnetisation it has, not more.
            magnetisation[index] = (float)(dykes ? magnetisation[index] + sign : magnetisation[index] * (1 - Math.Min(1, sign)));
        });
    }

    private static (float[] Potassium, float[] Uranium, float[] Thorium) Radioelements(KolymaGeology geology, KolymaSettings settings, float[] cover)
    {
        var torus = geology.Torus;
        var (first, second) = GaussianField.Pair(torus, geology.Seed, "potassium and thorium", Within);
        var third = GaussianField.Single(torus, geology.Seed, "uranium", Within);
        // Clay content moves the three together.
        var (deviation, contrast) = (settings.RadioelementDeviation, settings.UnitContrast);
        var potassium = torus.Fill(i => (float)(1.9 + deviation.Potassium * (contrast * UnitOf(geology, i).Potassium + first[i])));
        var uranium = torus.Fill(i => (float)(2.3 + deviation.Uranium * (contrast * UnitOf(geology, i).Uranium + 0.35 * first[i] + 0.937 * third[i])));
        var thorium = torus.Fill(i => (float)(8.6 + deviation.Thorium * (contrast * UnitOf(geology, i).Thorium + 0.5 * first[i] + 0.866 * second[i])));
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
            Raise(body, settings.GraniteRise, RandomStream.For(geology.Seed, "granite radiation", body.Id).Uniform(0, 1.2));
        foreach (var body in geology.Confounders.Where(body => body.Kind == BodyKind.FelsicVolcanics))
            Raise(body, settings.VolcanicRise, RandomStream.For(geology.Seed, "volcanic radiation", body.Id).Uniform(0.3, 1.2));
        foreach (var fault in geology.Faults.Where(fault => fault.Radiometric && fault.LikeMapped))
            fault.Visit(torus, 1_500, (index, across, along) =>
            {
                var sign = fault.Patch(fault.RadiometricPatches, along) * Taper.Ends(fault, along)
                    * Math.Exp(-across * across / (settings.FaultZoneWidth * settings.FaultZoneWidth));
                potassium[index] += (float)(settings.FaultPotassium * sign);
                thorium[index] -= (float)(0.8 * settings.FaultPotassium * sign);
            });
        foreach (var field in new[] { potassium, uranium, thorium })
            for (var i = 0; i < field.Length; i++)
                field[i] = Math.Max(0.05f, field[i] * (float)(1 - settings.CoverDamping * cover[i]));
        return (potassium, uranium, thorium);

        void Raise(Body body, (double Potassium, double Uranium, double Thorium) rise, double strength) => body.Visit(torus, 300, (index, depth, _) =>
        {
            var share = strength * Taper.Ramp(depth, -150, 450);
            potassium[index] += (float)(rise.Potassium * share);
            uranium[index] += (float)(rise.Uranium * share);
            thorium[index] += (float)(rise.Thorium * share);
        });
    }

    /// <summary>Magnetisation induced by the Earth's field for a susceptibility of 1, in A/m.</summary>
    public static double Inducing => InducingAmperesPerMetre;
}
