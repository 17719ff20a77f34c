using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Folds;

public sealed class SheetFoldsTests
{
    private static readonly string[] Names = ["P-55-XX", "P-55-XXI", "P-55-XXII", "P-55-XXVI", "P-55-XXVII", "P-55-XXVIII"];
    private static readonly SheetFolds Folds = new(Names) { Count = 3 };

    [Fact]
    public void Each_sheet_is_judged_once_and_never_near_training()
    {
        var labels = Labels();
        var splits = Folds.Split(labels);
        Assert.Equal(3, splits.Count);
        foreach (var split in splits)
        {
            split.RequireNoLeak(labels.Where(split.Training), labels.Where(split.Test));
            Assert.All(split.DistancesToTraining(labels), metres => Assert.True(metres > 12_800));
            Assert.InRange(split.TrainingShareOf(labels), 0.3, 0.95);
        }
        var sheetOf = Folds.BlocksOf(labels.Geometry);
        for (var sheet = 0; sheet < Names.Length; sheet++)
        {
            var nodes = Enumerable.Range(0, sheetOf.Length).Where(node => sheetOf[node] == sheet).ToList();
            var fold = Assert.Single(splits, split => split.Test[nodes[0]]);
            Assert.All(nodes, node => Assert.True(fold.Test[node]));
        }
        var loads = splits.Select(split => labels.Where(split.Test).PresentCount).ToList();
        Assert.True(loads.Max() < 2 * loads.Min(), string.Join(", ", loads));
    }

    [Fact]
    public void Nodes_are_given_the_sheet_that_the_nomenclature_gives_them()
    {
        var geometry = Labels().Geometry;
        var sheetOf = Folds.BlocksOf(geometry);
        var place = Sheet.ProjectedToZone25(61.65, 147.8);
        Assert.Equal(Sheet.At(SheetSeries.OneTo200000, 61.65, 147.8).Name, Names[sheetOf[geometry.NodeAt(place.X, place.Y)!.Value]]);
    }

    [Fact]
    public void Labels_off_the_sheets_and_too_few_sheets_are_said()
    {
        var labels = Labels();
        Assert.Contains("nodes off them", Assert.Throws<InvalidDataException>(() => (Folds with { Sheets = Names[..4] }).Split(labels)).Message);
        Assert.Contains("expected at least 7 sheets", Assert.Throws<InvalidDataException>(() => (Folds with { Count = 7 }).Split(labels)).Message);
    }

    private static TargetLabels Labels()
    {
        var area = new Envelope();
        foreach (var name in Names)
            area.ExpandToInclude(Sheet.Parse(name).Outline(Crs.Pulkovo1942GaussKruger25).EnvelopeInternal);
        var geometry = GridGeometry.Covering(area, 1600, Crs.Pulkovo1942GaussKruger25);
        var on = PolygonRaster.Inside(geometry, Names.Select(name => Sheet.Parse(name).Outline(geometry.Crs)));
        // More of the target in the east.
        return new TargetLabels(geometry, [.. Enumerable.Range(0, geometry.Count).Select(node =>
            node * 7 % (300 - node % geometry.Columns) < 20 ? TargetLabels.Present : TargetLabels.Absent)], "faults").Where(on);
    }
}
