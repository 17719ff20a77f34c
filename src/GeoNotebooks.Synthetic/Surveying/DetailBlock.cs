namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>
/// A part of a region that was surveyed again in detail, for models of another scale. Its fields are those of the region: they hold nothing finer than the region's nodes, so what the block teaches is scale and density, not finer geology.
/// </summary>
/// <param name="Sheet">The sheet of 1:100 000 that was surveyed.</param>
/// <param name="Within">The sheet of 1:200 000 that it lies in.</param>
/// <param name="Design">Where lines and stations lie.</param>
internal sealed record DetailBlock(string Sheet, string Within, SurveyDesign Design)
{
    /// <summary>Its number among surveyed ground; the sheets of a region have those from 0.</summary>
    public const int Number = 90;
}
