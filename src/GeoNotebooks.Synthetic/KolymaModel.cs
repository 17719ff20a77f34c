using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;

namespace GeoNotebooks.Synthetic;

/// <summary>The region in memory: the truth, its fields, all surveys, the contractor's grids. It is always the whole frame, so that a sheet's values do not depend on the others written.</summary>
internal sealed record KolymaModel(
    GeologyModel Geology, GroundFields Fields, IReadOnlyList<AirborneTable> Airborne, IReadOnlyList<GravityTable> Gravity, IReadOnlyList<GeochemistryTable> Geochemistry, ContractorGrids Grids)
{
    public static KolymaModel Build(
        long seed, IProgress<KolymaProgress>? progress = null, CancellationToken cancellation = default, GeologySettings? geologySettings = null, SurveySettings? surveySettings = null)
    {
        var settings = surveySettings ?? new();
        progress?.Report(new("geology", 0));
        var geology = GeologyBuilder.Build(new(), seed);
        progress?.Report(new("fields by forward modelling", 0.12));
        var fields = FieldBuilder.Build(geology, geologySettings ?? new(), cancellation);
        progress?.Report(new("surveys", 0.40));
        var torus = geology.Torus;
        var smoothed = Blur.Gaussian(torus, fields.Elevation, 1_500);
        var moisture = GaussianField.Single(torus, seed, "moisture", GaussianField.Smooth(5_000));
        var sheets = geology.Frame.Sheets.Count;
        var airborne = new AirborneTable[sheets];
        var gravity = new GravityTable[sheets];
        var geochemistry = new GeochemistryTable[sheets];
        Parallel.For(0, sheets, new ParallelOptions { CancellationToken = cancellation }, sheet =>
        {
            airborne[sheet] = AirborneSurvey.Fly(geology, fields, smoothed, moisture, sheet, settings);
            gravity[sheet] = GroundSurvey.Gravity(geology, fields, sheet, settings);
            geochemistry[sheet] = GroundSurvey.Geochemistry(geology, fields, sheet, settings);
        });
        progress?.Report(new("the contractor's grids", 0.50));
        var grids = Contractor.Process(torus, airborne, gravity, geochemistry, cancellation);
        return new(geology, fields, airborne, gravity, geochemistry, grids);
    }
}
