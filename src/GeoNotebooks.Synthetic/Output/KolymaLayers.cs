using System.Text.Json;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>The map and the truth of the Kolyma-style region; ore clusters come with the first, the rule that they were drawn by with the second.</summary>
internal sealed class KolymaLayers(KolymaGeology geology, GroundFields fields, IReadOnlyList<int> sheets) : RegionLayers(geology, fields, sheets)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public override IReadOnlyList<VectorLayer> Geology() =>
    [
        Layer("units", Units().Select(unit => Feature(unit.Shape, ("code", KolymaUnit.Column[unit.Unit].Code), ("name", KolymaUnit.Column[unit.Unit].Name), ("age", KolymaUnit.Column[unit.Unit].Age)))),
        Layer("intrusions", Bodies(geology.Intrusions.Where(body => body.Mapped), body => [("name", body.Name), ("complex", body.Complex)])),
        Layer("faults", Lines(geology.Faults.Where(fault => fault.Mapped), fault => [("name", fault.Name), ("rank", fault.Regional ? "regional" : "cross"), Kilometres(fault.Length)])),
        .. Frames("Quaternary alluvium", 1968),
    ];

    private VectorLayer Clusters() => Layer("clusters", geology.Clusters.SelectMany(cluster => Cut(Outline(cluster), [("name", cluster.Name)])));

    public override IReadOnlyList<VectorLayer> Truth() =>
    [
        Layer("intrusions", Bodies(geology.Intrusions, body =>
        [
            ("name", body.Name), ("complex", body.Complex), ("barren", body.Barren), ("mapped", body.Mapped), ("like_mapped", body.LikeMapped), ("roof_depth_km", Math.Round(body.Roof / 1000, 3)),
        ])),
        Layer("faults", Lines(geology.Faults, fault =>
        [
            ("name", fault.Name), ("rank", fault.Regional ? "regional" : "cross"), ("mapped", fault.Mapped), ("like_mapped", fault.LikeMapped), ("shows_in", fault.ShowsIn), Kilometres(fault.Length),
        ])),
        Layer("atkan", Units().Where(unit => unit.Unit == KolymaUnit.Atkan).Select(unit => Feature(unit.Shape, ("code", KolymaUnit.Column[unit.Unit].Code)))),
        Layer("confounders",
        [
            .. Bodies(geology.Confounders, body => [("kind", Kind(body.Kind)), ("name", body.Name)]),
            .. Lines(geology.Lineaments, line => [("kind", line.Magnetic ? "dyke" : "valley"), ("name", line.Name)]),
            .. Traced(i => geology.AtkanLike[i] ? 0 : -1).Select(piece => Feature(piece.Shape, ("kind", "volcaniclastic beds"), ("name", "Atkan-like beds"))),
        ]),
        Layer("clusters", geology.Clusters.SelectMany(cluster => Cut(Outline(cluster),
        [
            ("name", cluster.Name), ("breaks_concept", cluster.Broken == BrokenSign.None ? "" : cluster.Broken.ToString().ToLowerInvariant()),
            ("fault_distance_km", Math.Round(cluster.FaultDistance / 1000, 2)), ("granite_distance_km", Math.Round(cluster.GraniteDistance / 1000, 2)), ("halo", Math.Round(cluster.Halo, 2)),
        ]))),
    ];

    public override IReadOnlyList<DataResource> WriteFurther(string folder)
    {
        GeoPackage.Write(Path.Combine(folder, "ore-clusters.gpkg"), [Clusters()]);
        return [DataResource.Describe(folder, "ore-clusters.gpkg", "ore-clusters", null, "known ore clusters; for validation, never for training")];
    }

    public override IReadOnlyList<DataResource> WriteFurtherTruth(string folder)
    {
        var rule = new
        {
            fault_distance_km = new { distribution = "log-normal", median = ClusterRule.FaultMedian / 1000, sigma = ClusterRule.FaultSigma },
            granite_distance_km = new { distribution = "log-normal", median = ClusterRule.GraniteMedian / 1000, sigma = ClusterRule.GraniteSigma },
            satisfied_within_km = new { fault = ClusterRule.NearFault / 1000, granite = ClusterRule.NearGranite / 1000 },
            hidden_factor_share = ClusterRule.HiddenShare,
            places_that_satisfy = geology.ClusterStatistics.Places,
            barren_places_that_satisfy = geology.ClusterStatistics.Barren,
            clusters = geology.Clusters.Count,
            clusters_that_break_one_sign = geology.Clusters.Count(cluster => cluster.Broken != BrokenSign.None),
        };
        File.WriteAllText(Path.Combine(folder, "cluster-rule.json"), JsonSerializer.Serialize(rule, Json) + "\n");
        return [DataResource.Describe(folder, "cluster-rule.json", "cluster-rule", null, "the distributions that the clusters were drawn from")];
    }

    private static string Kind(BodyKind kind) => kind switch
    {
        BodyKind.Basin => "basin",
        BodyKind.Shale => "shale",
        BodyKind.FelsicVolcanics => "felsic volcanics",
        BodyKind.Pyrrhotite => "pyrrhotite zone",
        _ => "granitoid",
    };

    private static Polygon Outline(OreCluster cluster) => new Body
    {
        Id = 0,
        Kind = BodyKind.Granitoid,
        Name = cluster.Name,
        X = cluster.X,
        Y = cluster.Y,
        SemiMajor = cluster.SemiMajor,
        SemiMinor = cluster.SemiMinor,
        AzimuthDegrees = cluster.AzimuthDegrees,
        Amplitudes = [],
        Phases = [],
        Floor = 0,
        Density = 0,
        Susceptibility = 0,
    }.Outline();
}
