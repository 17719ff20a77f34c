using GeoNotebooks.Features;
using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>Primary points in a tile, and the distance between lines or stations, survey by survey.</summary>
internal static class DensityCheck
{
    /// <summary>Within these factors of the training's points the guard is silent.</summary>
    public const double Fewer = 0.7, More = 1.5;

    /// <summary>Beyond this factor, either way, it refuses.</summary>
    public const double Other = 3;

    /// <summary>Share of the ground from which a sparse part counts as a finding of its own.</summary>
    private const double WorthTelling = 0.01;

    /// <summary>Findings, and the nodes about which a survey is too sparse or too dense for an answer.</summary>
    public static (IReadOnlyList<GuardFinding> Findings, bool[] Refused) Of(ModelCard card, ModelGround ground)
    {
        var (findings, refused) = (new List<GuardFinding>(), new bool[ground.Stack.Geometry.Count]);
        var seen = new HashSet<(string, string)>();
        foreach (var channel in card.Normaliser.Channels)
            if (card.Origins.FirstOrDefault(origin => origin.Channel == channel.Name) is { } trained && ground.Origins.FirstOrDefault(origin => origin.Channel == channel.Name) is { } found
                && seen.Add((trained.Survey, found.Survey)))
                findings.AddRange(Compare(card, ground, trained, found, refused));
        return (findings, refused);
    }

    /// <summary>How grave it is to find so many points where so many were trained with.</summary>
    public static GuardSeverity SeverityOf(double found, double trained) => (found / trained) switch
    {
        >= Fewer and <= More => GuardSeverity.Fine,
        >= 1 / Other and <= Other => GuardSeverity.Warning,
        _ => GuardSeverity.Refusal,
    };

    private static IEnumerable<GuardFinding> Compare(ModelCard card, ModelGround ground, ChannelOrigin trained, ChannelOrigin found, bool[] refused)
    {
        var (tile, subject) = (card.TileMetres * card.TileMetres / 1e6, Name(found.Survey));
        if (double.IsNaN(found.PointsPerSquareKilometre) || double.IsNaN(trained.PointsPerSquareKilometre))
        {
            yield return new(GuardCheck.Points, GuardSeverity.Refusal, subject, "how many points were measured is not known", "open the primary points; a raster does not tell");
            yield break;
        }
        var middle = found.PointsPerSquareKilometre;
        if (ground.Density.TryGetValue(found.Survey, out var density))
        {
            var asked = Enumerable.Range(0, density.Values.Length).Where(node => !float.IsNaN(density.Values[node]) && ground.Asked?[node] != false).ToList();
            var bad = asked.Where(node => SeverityOf(density.Values[node], trained.PointsPerSquareKilometre) == GuardSeverity.Refusal).ToList();
            if (asked.Count > 0)
                middle = Normaliser.Quantile([.. asked.Select(node => density.Values[node]).Order()], 0.5);
            foreach (var node in bad)
                refused[node] = true;
            if (bad.Count > WorthTelling * asked.Count && bad.Count < asked.Count)
                yield return new(GuardCheck.Points, GuardSeverity.Warning, subject, FormattableString.Invariant(
                    $"on {100.0 * bad.Count / asked.Count:0} % of the ground the points in a tile differ by more than a factor of {Other:0} from the {trained.PointsPerSquareKilometre * tile:0} of the training: masked"), Help(trained, middle < trained.PointsPerSquareKilometre));
        }
        var severity = SeverityOf(middle, trained.PointsPerSquareKilometre);
        if (severity != GuardSeverity.Fine)
            yield return new(GuardCheck.Points, severity, subject, FormattableString.Invariant(
                $"trained with {trained.PointsPerSquareKilometre:0.##} points/km2, {Count(trained.PointsPerSquareKilometre * tile)} in a tile of {card.TileMetres / 1000:0.#} km; here {middle:0.##}, {Count(middle * tile)} in a tile")
                + (middle > trained.PointsPerSquareKilometre ? ": this ground was measured at another scale" : ""), Help(trained, middle < trained.PointsPerSquareKilometre));
        else if (!double.IsNaN(found.SpacingMetres) && SeverityOf(trained.SpacingMetres, found.SpacingMetres) is var spacing and not GuardSeverity.Fine)
            yield return new(GuardCheck.Spacing, spacing, subject, FormattableString.Invariant(
                $"trained with {trained.SpacingMetres:0} m between lines or stations; here {found.SpacingMetres:0} m: as many points, but all on few lines, and nothing is measured between them"), Help(trained, found.SpacingMetres > trained.SpacingMetres));
    }

    private static string Count(double points) => points.ToString(points < 10 ? "0.#" : "0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Help(ChannelOrigin trained, bool tooFew) => tooFew
        ? FormattableString.Invariant($"a survey with lines or stations about {trained.SpacingMetres:0} m apart is needed")
        : "take a model of this scale, or thin the points to the model's";

    private static string Name(string survey) => survey.StartsWith("primary/", StringComparison.Ordinal) ? survey["primary/".Length..] : survey;
}
