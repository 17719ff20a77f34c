using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;

namespace GeoNotebooks.Synthetic;

/// <summary>A region in memory: the truth, its fields, all surveys, the contractor's grids. It is always the whole frame, so that a sheet's values do not depend on the others written.</summary>
internal sealed record RegionModel(
    RegionDescription Description, GeologyModel Geology, GroundFields Fields, IReadOnlyList<AirborneTable> Airborne, IReadOnlyList<GravityTable> Gravity,
    IReadOnlyList<GeochemistryTable> Geochemistry, ContractorGrids Grids)
{
    /// <summary>The detailed survey of a block, flown when it is asked for; null where the region has none.</summary>
    public Func<SurveyTables>? Detail { get; private init; }

    /// <summary>Surveys a region whose geology and fields are known.</summary>
    public static RegionModel Survey(
        RegionDescription description, GeologyModel geology, GroundFields fields, SurveySettings settings, IProgress<RegionProgress>? progress, CancellationToken cancellation)
    {
        var design = description.Design;
        progress?.Report(new("surveys", 0.40));
        var torus = geology.Torus;
        var smoothed = Blur.Gaussian(torus, fields.Elevation, 1_500);
        var moisture = GaussianField.Single(torus, geology.Seed, "moisture", GaussianField.Smooth(5_000));
        var sheets = geology.Frame.Sheets.Count;
        var airborne = new AirborneTable[sheets];
        var gravity = new GravityTable[sheets];
        var geochemistry = new GeochemistryTable[sheets];
        Parallel.For(0, sheets, new ParallelOptions { CancellationToken = cancellation }, sheet =>
        {
            var tables = SurveyTables.Of(geology, fields, smoothed, moisture, new(sheet, geology.Frame.Outlines[sheet]), design, settings);
            (airborne[sheet], gravity[sheet], geochemistry[sheet]) = (tables.Airborne, tables.Gravity, tables.Geochemistry);
        });
        progress?.Report(new("the contractor's grids", 0.50));
        return new(description, geology, fields, airborne, gravity, geochemistry, Contractor.Process(torus, design, airborne, gravity, geochemistry, cancellation))
        {
            Detail = description.Detail is { } block
                ? () => SurveyTables.Of(geology, fields, smoothed, moisture, new(DetailBlock.Number, Sheet.Parse(block.Sheet).Outline(geology.Frame.Crs)), block.Design, settings)
                : null,
        };
    }
}
