using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Prospects.Evidence;

/// <summary>Makes the evidence cards of a study's zones.</summary>
/// <param name="study">The study.</param>
/// <param name="concept">The concept that ranked them.</param>
/// <param name="targets">The maps that it was applied to, by target.</param>
/// <param name="options">How the study's networks were trained.</param>
public sealed class EvidenceCards(RegionStudy study, ConceptModel concept, IReadOnlyDictionary<string, TargetMap> targets, TrainingOptions options)
{
    /// <summary>Distance of the places that stand for ordinary ground: half a tile.</summary>
    private const double OrdinaryMetres = RegionStudy.BufferMetres / 2;

    /// <summary>Nodes whose logit is explained by channels: those of a target that are most probable about the place that makes its sign.</summary>
    private const int ExplainedCount = 25;

    private readonly IReadOnlyList<Grid> _signs = ProspectivityMap.SignsOf(concept, targets.ToDictionary(target => target.Key, target => target.Value.Probability));
    private readonly IReadOnlyList<TargetPlan> _plans = [.. concept.Signs.Select(sign => TargetPlan.Kolyma.Single(plan => plan.Target == sign.Target))];

    /// <summary>Makes the cards.</summary>
    /// <param name="zones">The zones, all of them.</param>
    /// <param name="count">How many of the best get a card.</param>
    /// <param name="clusters">Known clusters, for the nearest.</param>
    /// <param name="standard">Name of the cluster that zones are compared with.</param>
    /// <param name="progress">Told of each card.</param>
    /// <param name="cancellation">Stops between cards.</param>
    public IReadOnlyList<EvidenceCard> Of(
        IReadOnlyList<Zone> zones, int count, VectorLayer clusters, string standard, IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        Cards([.. zones.Take(count)], zones.Count, clusters, standard, progress, cancellation);

    /// <summary>The card of a place that somebody asks about, such as an old showing: the same questions of the ground about it.</summary>
    /// <param name="site">The place, in the system of the study.</param>
    /// <param name="radiusMetres">How far about it.</param>
    /// <param name="clusters">Known clusters, for the nearest.</param>
    /// <param name="standard">Name of the cluster that it is compared with.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InvalidDataException">No node about the place has a score.</exception>
    public EvidenceCard OfSite(Coordinate site, double radiusMetres, VectorLayer clusters, string standard, CancellationToken cancellation = default)
    {
        var score = ProspectivityMap.Converge(concept, _signs);
        var shape = new Point(site).Buffer(radiusMetres);
        var inside = PolygonRaster.Inside(study.Geometry, [shape]);
        int[] nodes = [.. Enumerable.Range(0, inside.Length).Where(node => inside[node] && !float.IsNaN(score.Values[node]))];
        if (nodes.Length == 0)
            throw new InvalidDataException(FormattableString.Invariant($"expected a site on the ground of the map; no node within {radiusMetres:0} m of E {site.X:0}, N {site.Y:0} has a score"));
        var zone = new Zone(Zone.NoRank, shape, nodes, nodes.Length * study.Geometry.CellAreaSquareKilometres, nodes.Average(node => (double)score.Values[node]), nodes.MaxBy(node => score.Values[node]));
        return Cards([zone], 0, clusters, standard, null, cancellation)[0];
    }

    private IReadOnlyList<EvidenceCard> Cards(IReadOnlyList<Zone> shown, int all, VectorLayer clusters, string standard, IProgress<string>? progress, CancellationToken cancellation)
    {
        var middle = clusters.Features.Single(cluster => cluster.Text("name") == standard).Shape.Centroid;
        var standardNode = study.Geometry.NodeAt(middle.X, middle.Y) ?? throw new InvalidDataException($"the standard '{standard}' lies off the nodes of the study");
        var ordinary = OrdinaryPlaces();
        progress?.Report("how the networks see the region");
        var seen = Seen([.. ordinary, standardNode, .. shown.Select(zone => zone.SummitNode)], cancellation);
        var likeness = new PlaceLikeness(ordinary, [.. seen.Select(target => target.Take(ordinary.Count).ToArray())]);
        var knowledge = Knowledge(shown, cancellation);
        return [.. shown.Select((zone, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report($"card of zone {zone.Rank}");
            IReadOnlyList<float[]> At(int place) => [.. seen.Select(target => target[ordinary.Count + place])];
            var examples = likeness.MostLike(At(1 + i), 3, node => study.Split.Training[node] && Metres(node, zone.SummitNode) > RegionStudy.BufferMetres);
            var signs = Signs(zone, cancellation);
            (string, int)[] places = [(zone.Rank == Zone.NoRank ? "site" : FormattableString.Invariant($"zone {zone.Rank}"), zone.SummitNode), (standard, standardNode), .. examples.Select((one, k) => (FormattableString.Invariant($"training ground {k + 1}"), one.Node))];
            return new EvidenceCard(
                zone, all, PlaceOf(zone.SummitNode), signs, knowledge[i], Nearest(zone, clusters),
                new(standard, likeness.OfTargets(At(1 + i), At(0)), likeness.LessLike(At(1 + i), At(0)), [.. examples.Select(one => (PlaceOf(one.Node), one.Likeness))]))
            { Views = Views(signs, places) };
        })];
    }

    /// <summary>One tile about each place: of each sign the channel that carried it.</summary>
    private List<PlaceView> Views(IReadOnlyList<SignEvidence> signs, IReadOnlyList<(string Name, int Node)> places)
    {
        var channels = signs.Select(sign => sign.Channels[0].Channel).Distinct().Select(name => study.Stack[name]).ToList();
        return [.. places.Select(place =>
        {
            var tile = TileAbout(place.Node);
            return new PlaceView(place.Name, PlaceOf(place.Node), [.. channels.Select(channel => channel.Window(tile.Row, tile.Column, TileNodesAcross, TileNodesAcross))]);
        })];
    }

    private List<SignEvidence> Signs(Zone zone, CancellationToken cancellation)
    {
        var shares = SignShares.Of(concept, _signs, zone.Nodes);
        return [.. concept.Signs.Select((sign, i) =>
        {
            var map = targets[sign.Target];
            var source = Strongest(map.Probability, zone.SummitNode, sign.ReachMetres);
            return new SignEvidence(
                sign, shares[i], zone.Nodes.Average(node => (double)_signs[i].Values[node]), source, Metres(source, zone.SummitNode), map.Probability.Values[source], map.Spread.Values[source],
                Channels(_plans[i], map.Probability, source, cancellation));
        })];
    }

    /// <summary>The node whose probability, faded with its distance, is the sign at another.</summary>
    private int Strongest(Grid probability, int node, double reach)
    {
        var (best, strongest) = (node, 0.0);
        foreach (var near in Near(node, 3 * reach))
            if (probability.Values[near] * Math.Exp(-0.5 * Math.Pow(Metres(near, node) / reach, 2)) is var strength && strength > strongest)
                (best, strongest) = (near, strength);
        return best;
    }

    /// <summary>By the network that judged the place: never one that trained there.</summary>
    private List<ChannelEvidence> Channels(TargetPlan plan, Grid probability, int node, CancellationToken cancellation)
    {
        using var network = JudgeOf(plan, node, cancellation);
        var near = new bool[study.Geometry.Count];
        foreach (var other in Near(node, 1_000))
            near[other] = true;
        var attribution = IntegratedGradients.Of(network, study.Stack.Select(plan.Channels), ExplainedNodes.MostProbable(probability, ExplainedCount, near), cancellation: cancellation);
        return [.. attribution.Map.Channels.Select(channel => new ChannelEvidence(channel.Name, channel.Values.Where(value => !float.IsNaN(value)).Sum(value => (double)value))).OrderByDescending(channel => channel.Logit)];
    }

    private TargetModel JudgeOf(TargetPlan plan, int node, CancellationToken cancellation)
    {
        var folds = study.FoldsOf(plan);
        var fold = study.Split.Training[node] ? folds.ToList().FindIndex(split => split.Test[node]) : -1;
        return fold >= 0 ? study.CrossFitNetwork(plan, folds, fold, options, cancellation) : study.ModelOf(plan, options, cancellationToken: cancellation);
    }

    /// <summary>By the networks that trained on all but the blind ground: embeddings of several networks could not be compared. (target, place, value)</summary>
    private List<IReadOnlyList<float[]>> Seen(IReadOnlyList<int> places, CancellationToken cancellation) => [.. _plans.Select(plan =>
    {
        using var model = study.ModelOf(plan, options, cancellationToken: cancellation);
        return PlaceEmbeddings.Of(model, study.Stack.Select(plan.Channels), places, cancellation);
    })];

    private List<int> OrdinaryPlaces()
    {
        var (down, across) = ((int)(OrdinaryMetres / study.Geometry.CellHeightMetres), (int)(OrdinaryMetres / study.Geometry.CellWidthMetres));
        return [.. Enumerable.Range(0, study.Geometry.Count).Where(node =>
            node / study.Geometry.Columns % down == down / 2 && node % study.Geometry.Columns % across == across / 2 && !float.IsNaN(_signs[0].Values[node]))];
    }

    private List<GroundKnowledge> Knowledge(IReadOnlyList<Zone> zones, CancellationToken cancellation)
    {
        var map = study.Package.PathOf(study.Package.Resources.Single(resource => resource.Path == "geology.gpkg"));
        var (cover, mapped) = (PolygonRaster.Inside(study.Geometry, GeoPackage.Read(map, "cover")), PolygonRaster.Inside(study.Geometry, GeoPackage.Read(map, "mapped_area")));
        var surveys = _plans.SelectMany(plan => plan.Channels).Select(ChannelRecipe.Named).DistinctBy(recipe => recipe.Survey).ToList();
        var usual = UsualPoints(cancellation);
        var points = surveys.Select(recipe => SurveyTable.Open(study.Package, recipe.Survey, [.. study.Sheets]).Points(recipe.Column)).ToList();
        return [.. zones.Select(zone =>
        {
            var tile = TileAbout(zone.SummitNode);
            return new GroundKnowledge(
                Share(zone.Nodes, node => cover[node]), Share(zone.Nodes, node => !mapped[node]),
                Share([.. TileNodes(tile)], node => study.OnSheets[node] && study.Stack.Channels.Any(channel => float.IsNaN(channel.Values[node]))),
                [.. surveys.Zip(points, (recipe, of) => new SurveyDensity(recipe.Survey.TrimEnd('/'), PrimaryPointCount.Of(of, study.Geometry, [tile], TileNodesAcross).Maximum, usual[recipe.Survey]))]);
        })];

        static double Share(IReadOnlyList<int> nodes, Func<int, bool> rule) => nodes.Count == 0 ? 0 : nodes.Count(rule) / (double)nodes.Count;
    }

    private Dictionary<string, double> UsualPoints(CancellationToken cancellation)
    {
        var usual = new Dictionary<string, double>();
        foreach (var plan in _plans)
        {
            using var model = study.ModelOf(plan, options, cancellationToken: cancellation);
            foreach (var count in model.Card.PointsPerTile)
                usual.TryAdd(ChannelRecipe.Named(count.Channel).Survey, count.Mean);
        }
        return usual;
    }

    private int TileNodesAcross => (int)Math.Round(RegionStudy.BufferMetres / study.Geometry.CellWidthMetres);

    /// <summary>The tile about a node, moved onto the grid where it would leave it.</summary>
    private TilePosition TileAbout(int node) => new(
        Math.Clamp(node / study.Geometry.Columns - TileNodesAcross / 2, 0, study.Geometry.Rows - TileNodesAcross),
        Math.Clamp(node % study.Geometry.Columns - TileNodesAcross / 2, 0, study.Geometry.Columns - TileNodesAcross));

    private IEnumerable<int> TileNodes(TilePosition tile) =>
        Enumerable.Range(0, TileNodesAcross * TileNodesAcross).Select(i => (tile.Row + i / TileNodesAcross) * study.Geometry.Columns + tile.Column + i % TileNodesAcross);

    private static NearCluster? Nearest(Zone zone, VectorLayer clusters) => clusters.Features.Count == 0
        ? null
        : clusters.Features.Select(cluster => new NearCluster(cluster.Text("name"), cluster.Shape.Distance(zone.Shape))).MinBy(near => near.Metres);

    private IEnumerable<int> Near(int node, double metres)
    {
        var g = study.Geometry;
        var (row, column) = Math.DivRem(node, g.Columns);
        var (down, across) = ((int)(metres / g.CellHeightMetres), (int)(metres / g.CellWidthMetres));
        for (var r = Math.Max(0, row - down); r <= Math.Min(g.Rows - 1, row + down); r++)
            for (var c = Math.Max(0, column - across); c <= Math.Min(g.Columns - 1, column + across); c++)
                yield return r * g.Columns + c;
    }

    private double Metres(int a, int b) => double.Hypot(
        (a / study.Geometry.Columns - b / study.Geometry.Columns) * study.Geometry.CellHeightMetres, (a % study.Geometry.Columns - b % study.Geometry.Columns) * study.Geometry.CellWidthMetres);

    private Coordinate PlaceOf(int node) => new(study.Geometry.X(node % study.Geometry.Columns), study.Geometry.Y(node / study.Geometry.Columns));
}
