using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>The primary tables of some ground.</summary>
internal sealed record SurveyTables(AirborneTable Airborne, GravityTable Gravity, GeochemistryTable Geochemistry)
{
    /// <summary>Surveys some ground.</summary>
    public static SurveyTables Of(GeologyModel geology, GroundFields fields, float[] smoothed, float[] moisture, SurveyedGround ground, SurveyDesign design, SurveySettings settings) => new(
        AirborneSurvey.Fly(geology, fields, smoothed, moisture, ground, design, settings), GroundSurvey.Gravity(geology, fields, ground, design, settings),
        GroundSurvey.Geochemistry(geology, fields, ground, design, settings));
}
