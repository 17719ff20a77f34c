using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;

namespace GeoNotebooks.Synthetic;

/// <summary>Builds the Baltic-style region.</summary>
internal static class BalticModel
{
    /// <summary>On low ground gravity stations need no large terrain corrections; wet ground comes and goes.</summary>
    public static SurveySettings Survey { get; } = new() { GravityStation = 1.4, GravitySheet = 1.5, MagneticSheet = 15, Moisture = 0.25, RadioelementSheet = 0.08, GeochemistrySample = 0.6 };

    public static RegionModel Build(
        long seed, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default, BalticSettings? settings = null, SurveySettings? surveySettings = null)
    {
        progress?.Report(new("geology", 0));
        var geology = BalticGeologyBuilder.Build(new(), seed);
        progress?.Report(new("fields by forward modelling", 0.12));
        var fields = BalticFields.Build(geology, settings ?? new(), cancellation);
        return RegionModel.Survey(BalticRegion.Description, geology, fields, surveySettings ?? Survey, progress, cancellation);
    }
}
