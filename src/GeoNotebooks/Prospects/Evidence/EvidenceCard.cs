using System.Globalization;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Prospects.Evidence;

/// <summary>A known cluster and how far it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Metres">Distance from the zone; 0 where they touch.</param>
public sealed record NearCluster(string Name, double Metres);

/// <summary>How like the standard a zone is, and which training ground is most like the zone.</summary>
/// <param name="Standard">Name of the standard.</param>
/// <param name="OfTargets">Likeness to it as each target's network sees it, in the order of the signs: -1 to 1, 0 for unrelated ground.</param>
/// <param name="LessLike">Share of the region that is less like the standard, in all signs together.</param>
/// <param name="Examples">Training ground that is most like the zone: where it is, and the least of the networks' likenesses.</param>
public sealed record StandardLikeness(string Standard, IReadOnlyList<double> OfTargets, double LessLike, IReadOnlyList<(Coordinate Place, double Likeness)> Examples);

/// <summary>Why a zone stands where it does, how sure that is, what it is like, what is missing, and what to do next: a geologist's five questions, answered from the maps.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Zones">How many zones there are.</param>
/// <param name="Centre">Its summit, in the system of the map.</param>
/// <param name="Signs">What each sign says, in the order of the concept.</param>
/// <param name="Ground">What is known of the ground.</param>
/// <param name="Nearest">The nearest known cluster; null where none is known.</param>
/// <param name="Likeness">Likeness to the standard; null where nobody asked.</param>
public sealed record EvidenceCard(Zone Zone, int Zones, Coordinate Centre, IReadOnlyList<SignEvidence> Signs, GroundKnowledge Ground, NearCluster? Nearest, StandardLikeness? Likeness)
{
    /// <summary>The zone, the standard, and the training ground most like the zone, as the networks see them; empty where nobody asked.</summary>
    public IReadOnlyList<PlaceView> Views { get; init; } = [];

    /// <summary>Below this share of the usual points a survey counts as coarse here (the guard's own bound).</summary>
    private const double CoarseBelow = 0.7;

    /// <summary>What a map at this scale is not for.</summary>
    public const string Limits = "A map at 1:200 000 from channels on cells of 200 m: for choosing ground to look at, not for siting drill holes. It ranks signs; whether there is ore it does not know.";

    /// <summary>"Zone 2 of 37", or "Site".</summary>
    public string Title => Zone.Rank == Zone.NoRank ? "Site" : Text($"Zone {Zone.Rank} of {Zones}");

    /// <summary>The sign whose target is least certain, one way or the other: settling it would move the score most.</summary>
    public SignEvidence LeastCertain => Signs.Where(sign => sign.Sign.Weight > 0).MinBy(sign => Math.Abs(sign.Probability - 0.5))!;

    /// <summary>Questions and answers.</summary>
    public IReadOnlyList<(string Question, string Answer)> Answers =>
    [
        ("Why here?", WhyHere()),
        ("How sure?", HowSure()),
        ("What is it like?", WhatLike()),
        ("What is missing?", WhatIsMissing()),
        ("What next?", WhatNext()),
        ("Limits", Limits),
    ];

    /// <summary>The card as plain text, a question and its answer a paragraph.</summary>
    public override string ToString() =>
        Text($"{Title}, {Zone.AreaSquareKilometres:0.0} km2 about E {Centre.X:0}, N {Centre.Y:0}\n") + string.Join('\n', Answers.Select(answer => $"{answer.Question} {answer.Answer}"));

    private string WhyHere()
    {
        return Text($"Score {Zone.Score:0.00}: ") + string.Join("; ", Signs.OrderByDescending(sign => sign.Share).Select(sign =>
        {
            var told = sign.Channels.Where(channel => channel.Logit > 0).Take(2).Select(channel => channel.Channel.Replace('_', ' ')).ToList();
            return Text($"{sign.Share:P0} of it from {sign.Sign.Target}, probability {sign.Probability:0.00}, {Distance(sign.DistanceMetres)}") + (told.Count > 0 ? $", told mostly by {string.Join(" and ", told)}" : "");
        })) + ".";
    }

    private string HowSure()
    {
        var interval = Zone.Interval is { } range ? Text($"Between {range.Low:0.00} and {range.High:0.00} in 95 % of the draws within the networks' own spread. ") : "";
        return interval + "Looks of a network at the same ground differ by " + string.Join(", ", Signs.Select(sign => Text($"{sign.Spread:0.00} for {sign.Sign.Target}")))
            + ". That is how sure the networks are of the signs, not how sure anybody can be of ore.";
    }

    private string WhatLike()
    {
        var near = Nearest is null ? "No known cluster to compare with." : Nearest.Metres <= 0
            ? $"It touches the known cluster {Nearest.Name}."
            : Text($"The nearest known cluster, {Nearest.Name}, lies {Nearest.Metres / 1000:0.0} km away.");
        if (Likeness is null)
            return near;
        var likeness = string.Join(", ", Signs.Zip(Likeness.OfTargets, (sign, of) => Text($"{of:0.00} in {sign.Sign.Target}")));
        var examples = string.Join("; ", Likeness.Examples.Select(one => Text($"E {one.Place.X:0}, N {one.Place.Y:0} ({one.Likeness:0.00})")));
        return near + Text($" To the networks it is like {Likeness.Standard} by {likeness} (1 the same, 0 unrelated); {Likeness.LessLike:P0} of the region is less like it in all signs together.")
            + (examples.Length > 0 ? $" Training ground most like it: {examples}." : "");
    }

    private string WhatIsMissing()
    {
        var missing = new List<string>();
        if (Ground.CoverShare > 0.05)
            missing.Add(Text($"{Ground.CoverShare:P0} of the zone lies under younger cover"));
        if (Ground.UnmappedShare > 0.05)
            missing.Add(Text($"{Ground.UnmappedShare:P0} of it is off the geological map"));
        if (Ground.NoDataShare > 0.01)
            missing.Add(Text($"a channel has no value on {Ground.NoDataShare:P0} of the tile about it"));
        missing.AddRange(Ground.Density.Where(survey => survey.InTile < CoarseBelow * survey.Usual).Select(survey => Text($"{survey.Survey} holds {survey.InTile} points in the tile about it, where {survey.Usual:0} are usual: coarse here")));
        var weak = Signs.MinBy(sign => sign.Probability)!;
        if (weak.Probability < 0.5)
            missing.Add(Text($"no sure sign of {weak.Sign.Target} (probability {weak.Probability:0.00} at best)"));
        return missing.Count == 0 ? "No gap in the surveys or the map that we can see." : Capital(string.Join("; ", missing)) + ".";
    }

    private string WhatNext() => Text($"Least certain: {LeastCertain.Sign.Target} (probability {LeastCertain.Probability:0.00}). ") + (LeastCertain.Sign.Survey.Length > 0 ? LeastCertain.Sign.Survey : "The concept names no survey that would settle it.");

    private static string Distance(double metres) => metres < 100 ? "on the spot" : Text($"{metres / 1000:0.0} km off");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
