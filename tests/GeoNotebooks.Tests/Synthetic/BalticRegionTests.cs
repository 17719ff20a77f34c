using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic;

public sealed class BalticRegionTests
{
    private static readonly Lazy<RegionModel> Published = new(() => BalticModel.Build(BalticOptions.ManifestSeed));

    [Fact]
    public void Inducing_field_is_that_of_the_reference_model_and_declines_to_the_other_side_than_in_Kolyma()
    {
        var (intensity, inclination, declination) = ReferenceField.At(63, 32.5);
        var field = BalticRegion.InducingField;
        Assert.Equal(intensity, field.IntensityNanotesla, 20.0);
        Assert.Equal(inclination, field.InclinationDegrees, 0.05);
        Assert.Equal(declination, field.DeclinationDegrees, 0.05);
        Assert.True(field.DeclinationDegrees > 0 && KolymaRegion.InducingField.DeclinationDegrees < 0);
        var (i, a) = (field.InclinationDegrees * Math.PI / 180, field.DeclinationDegrees * Math.PI / 180);
        Assert.Equal(Math.Sin(i), BalticBodies.PresentField.Down, 1e-9);
        Assert.Equal(Math.Cos(i) * Math.Sin(a), BalticBodies.PresentField.East, 1e-9);
    }

    [Fact]
    public void Elements_of_the_till_are_those_of_every_table() =>
        Assert.Equal(Element.All.Select(element => element.Name), BalticGeochemistry.Elements.Select(element => element.Name));

    [Fact]
    public void Unknown_sheets_and_none_are_said()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            "the Baltic-style region has the sheets P-36-II,", Assert.Throws<ArgumentException>(() => BalticRegion.Make(new() { Sheets = ["P-55-XXII"] }, folder.Path)).Message);
        Assert.Contains("none was named", Assert.Throws<ArgumentException>(() => BalticRegion.Make(new() { Sheets = [] }, folder.Path)).Message);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Lines_are_400_metres_apart_across_the_belts_with_a_sample_each_50()
    {
        var design = BalticRegion.Description.Design;
        Assert.Equal(90, Math.Abs(design.AzimuthDegrees - (BalticFrame.StrikeDegrees - 360)), 5.0);
        var (sin, cos) = Math.SinCos(design.AzimuthDegrees * Math.PI / 180);
        var table = Published.Value.Airborne[4];
        var lines = Enumerable.Range(0, table.X.Count).Where(i => table.Tie[i] == 0).GroupBy(i => table.Line[i]).ToList();
        var across = lines.Select(line => line.Average(i => table.X[i] * cos - table.Y[i] * sin)).Order().ToList();
        Assert.All(across.Zip(across.Skip(1), (a, b) => b - a), spacing => Assert.Equal(400, spacing, 1e-6 * 400));
        Assert.All(lines, line => Assert.All(line.Zip(line.Skip(1)), pair => Assert.True(
            table.Fiducial[pair.Second] == table.Fiducial[pair.First] + 1
            && Math.Abs(Math.Sqrt(Math.Pow(table.X[pair.Second] - table.X[pair.First], 2) + Math.Pow(table.Y[pair.Second] - table.Y[pair.First], 2)) - 50) < 60)));
        var area = Published.Value.Geology.Frame.Outlines[4].Area / 1e6;
        Assert.Equal(50, lines.Sum(line => line.Count()) / area, 0.5);
        Assert.Equal(0.25, Published.Value.Gravity[4].X.Length / area, 0.02);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Fields_are_those_of_a_shield()
    {
        var model = Published.Value;
        var geology = (BalticGeology)model.Geology;
        var belts = geology.Belts();
        // Airborne anomalies of shields span tens of nanotesla on gneiss and thousands over iron formation and serpentinite; Bouguer anomalies some tens of milligals.
        var gneiss = Enumerable.Range(0, belts.Length).Where(i => !belts[i] && geology.IntrusionDepth[i] < -3_000).Select(i => model.Fields.MagneticLow[i]).Order().ToArray();
        Assert.InRange(gneiss[(int)(0.9 * gneiss.Length)] - gneiss[(int)(0.1 * gneiss.Length)], 50, 600);
        var iron = geology.Units.Index().Where(unit => unit.Item == BalticUnit.IronFormation).Average(unit => model.Fields.MagneticLow[unit.Index]);
        Assert.InRange(iron, 500, 5_000);
        Assert.InRange(model.Fields.MagneticLow.Max(), 3_000, 20_000);
        Assert.InRange(model.Fields.Gravity.Max() - model.Fields.Gravity.Min(), 40, 120);
        var (onBelts, beside) = (belts.Index().Where(belt => belt.Item).Average(belt => model.Grids.GravityResidual[belt.Index]), belts.Index().Where(belt => !belt.Item).Average(belt => model.Grids.GravityResidual[belt.Index]));
        Assert.InRange(onBelts - beside, 3, 20);
        Assert.InRange(model.Fields.Elevation.Min(), 0, 100);
        Assert.InRange(model.Fields.Elevation.Max(), 180, 400);
        Assert.InRange(model.Fields.Potassium.Average(), 1, 2.5f);
        Assert.InRange(model.Fields.Thorium.Average(), 4, 10f);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Mapped_faults_are_magnetic_lows_within_the_belts()
    {
        var model = Published.Value;
        var belts = ((BalticGeology)model.Geology).Belts();
        var differences = model.Geology.Faults.Where(fault => fault.Mapped)
            .Select(fault => Contrast(model, fault, model.Grids.ReducedToPole, 150, 400, 600, belts)).Where(difference => !double.IsNaN(difference)).ToList();
        Assert.InRange(differences.Count, 30, int.MaxValue);
        // By signs: were lows and highs as likely, more than two thirds of thirty or more would be low once in twenty regions.
        Assert.InRange(differences.Count(difference => difference < 0) / (double)differences.Count, 0.66, 1);
        Assert.InRange(differences.Average(), -500, -8);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Faults_show_otherwise_than_in_Kolyma()
    {
        var (baltic, kolyma) = (Published.Value, KolymaModel.Build(KolymaOptions.ManifestSeed));
        double Mean(RegionModel model, float[] field)
        {
            var mean = field.Average(value => (double)value);
            var deviation = Math.Sqrt(field.Average(value => (value - mean) * (value - mean)));
            return model.Geology.Faults.Where(fault => fault.Mapped).Select(fault => Contrast(model, fault, field, 150, 1_000, 1_400, null)).Average() / deviation;
        }
        // Contrast of a fault to the ground beside it, in deviations of the field. Potassium comes with Kolyma's faults and lacks on the shield's wet ones.
        Assert.InRange(Mean(kolyma, kolyma.Fields.Potassium), 0.1, 3);
        Assert.InRange(Mean(baltic, baltic.Fields.Potassium), -3, -0.1);
        // Kolyma's faults are valleys; the shield's are scarps, with no lower ground along them.
        Assert.InRange(Mean(kolyma, kolyma.Fields.Elevation), -3, -0.15);
        Assert.InRange(Mean(baltic, baltic.Fields.Elevation), -0.12, 0.12);
        // Half of Kolyma's magnetic faults carry dykes; the shield's lack magnetite.
        double Low(RegionModel model) => model.Geology.Faults.Where(fault => fault is { Mapped: true, Magnetic: true })
            .Select(fault => Contrast(model, fault, model.Grids.MagneticVertical, 150, 1_000, 1_400, null)).Count(contrast => contrast < 0) / (double)model.Geology.Faults.Count(fault => fault is { Mapped: true, Magnetic: true });
        Assert.InRange(Low(baltic), 0.75, 1);
        Assert.InRange(Low(kolyma), 0, 0.7);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Packages_are_the_same_twice_and_the_truth_stands_apart()
    {
        using var folder = new TemporaryFolder();
        BalticRegion.Make(new() { Sheets = ["P-36-IX"] }, folder["one"]);
        BalticRegion.Make(new() { Sheets = BalticOptions.QuickSheets }, folder["three"]);
        BalticRegion.Make(new() { Sheets = ["P-36-IX"] }, folder["again"]);
        string[] Files(string made) => [.. Directory.GetFiles(folder[made], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder[made], path)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files("one"), Files("again"));
        Assert.All(Files("one"), path => Assert.Equal(File.ReadAllBytes(Path.Combine(folder["one"], path)), File.ReadAllBytes(Path.Combine(folder["again"], path))));
        foreach (var part in new[] { "sheets", "primary/airborne", "primary/gravity", "primary/geochemistry" })
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(folder["one"], BalticRegion.DataFolder, part, "P-36-IX.parquet")), File.ReadAllBytes(Path.Combine(folder["three"], BalticRegion.DataFolder, part, "P-36-IX.parquet")));

        var data = DataPackage.Open(Path.Combine(folder["three"], BalticRegion.DataFolder));
        Assert.DoesNotContain(data.Resources, resource => resource.Path.Contains("truth", StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => DataPackage.Open(Path.Combine(folder["three"], BalticRegion.TruthFolder)));
        var truth = DataPackage.Open(Path.Combine(folder["three"], BalticRegion.TruthFolder), "testing the region");
        foreach (var target in new[] { "intrusions", "faults" })
        {
            var map = Names(GeoPackage.Read(data.PathOf(data.Resources.Single(resource => resource.Path == "geology.gpkg")), target));
            var all = Names(GeoPackage.Read(truth.PathOf(truth.Resources.Single(resource => resource.Path == "truth.gpkg")), target));
            Assert.ProperSuperset(map, all);
            // About three in four over all nine sheets; three sheets hold too few for more than this.
            Assert.InRange((double)map.Count / all.Count, 0.4, 0.95);
        }

        static HashSet<string> Names(VectorLayer layer)
        {
            Assert.Equal(Crs.FromEpsg(28406), layer.Crs);
            return [.. layer.Features.Select(feature => feature.Text("name")!)];
        }
    }

    /// <summary>Mean of a field within a distance of a fault less the mean at some distance to both sides; NaN where there is too little of either.</summary>
    private static double Contrast(RegionModel model, Fault fault, float[] field, double within, double from, double to, bool[]? only)
    {
        var (near, beside) = (new List<float>(), new List<float>());
        fault.Visit(model.Geology.Torus, to, (index, across, _) =>
        {
            if (only is not null && !only[index])
                return;
            lock (near)
            {
                if (Math.Abs(across) <= within)
                    near.Add(field[index]);
                else if (Math.Abs(across) >= from)
                    beside.Add(field[index]);
            }
        });
        return near.Count < 20 || beside.Count < 20 ? double.NaN : near.Order().Average(value => (double)value) - beside.Order().Average(value => (double)value);
    }
}
