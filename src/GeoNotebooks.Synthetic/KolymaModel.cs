using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;

namespace GeoNotebooks.Synthetic;

/// <summary>Builds the Kolyma-style region.</summary>
internal static class KolymaModel
{
    public static RegionModel Build(
        long seed, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default, KolymaSettings? settings = null, SurveySettings? surveySettings = null)
    {
        progress?.Report(new("geology", 0));
        var geology = KolymaGeologyBuilder.Build(new(), seed);
        progress?.Report(new("fields by forward modelling", 0.12));
        var fields = KolymaFields.Build(geology, settings ?? new(), cancellation);
        return RegionModel.Survey(KolymaRegion.Description, geology, fields, surveySettings ?? new(), progress, cancellation);
    }
}
