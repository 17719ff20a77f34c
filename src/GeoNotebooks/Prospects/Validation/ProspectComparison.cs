using System.Globalization;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Runs;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>What a map is compared with.</summary>
/// <param name="Name">Its name in tables and figures.</param>
/// <param name="Map">The score, higher is better.</param>
/// <param name="IsNull">Whether it is a null, which the claim must beat; not so the ceiling, or a variant shown for information.</param>
public sealed record RivalMap(string Name, Grid Map, bool IsNull = true);

/// <summary>A prospectivity map beside its rivals, all ranked on the same ground: where any of them has no score, none is judged.</summary>
/// <param name="Names">The claim first, then the rivals in order.</param>
/// <param name="Ranks">How each ranks the clusters.</param>
/// <param name="Nulls">Which of them are nulls.</param>
public sealed record ProspectComparison(IReadOnlyList<string> Names, IReadOnlyList<ClusterRanks> Ranks, IReadOnlyList<bool> Nulls)
{
    /// <summary>Parts of the area that the tables look at.</summary>
    public static IReadOnlyList<double> Areas { get; } = [0.01, 0.02, 0.05, 0.1];

    /// <summary>Ranks the clusters on each map.</summary>
    /// <param name="claim">The map whose worth is claimed.</param>
    /// <param name="rivals">What it is compared with, on the same nodes.</param>
    /// <param name="clusters">Clusters that took no part in making any of them.</param>
    /// <param name="blocks">The block of each node.</param>
    public static ProspectComparison Of(RivalMap claim, IReadOnlyList<RivalMap> rivals, IReadOnlyList<KnownCluster> clusters, int[] blocks)
    {
        IReadOnlyList<RivalMap> all = [claim, .. rivals];
        foreach (var map in all)
            claim.Map.RequireSameNodes(map.Map.Geometry, map.Name);
        bool[] common = [.. Enumerable.Range(0, blocks.Length).Select(node => all.All(map => !float.IsNaN(map.Map.Values[node])))];
        return new([.. all.Select(map => map.Name)], [.. all.Select(map => ClusterRanks.Of(map.Map.Where(common), clusters, blocks))], [.. all.Select((map, i) => i > 0 && map.IsNull)]);
    }

    /// <summary>Several regions with the same maps as one.</summary>
    public static ProspectComparison Pool(params IReadOnlyList<ProspectComparison> regions) => regions.All(region => region.Names.SequenceEqual(regions[0].Names))
        ? regions[0] with { Ranks = [.. regions[0].Names.Select((_, i) => ClusterRanks.Pool([.. regions.Select(region => region.Ranks[i])]))] }
        : throw new ArgumentException("expected the same maps in each region");

    /// <summary>The claim less the null that does best by a figure, paired.</summary>
    /// <param name="metric">The figure.</param>
    public (string Null, Estimate Difference) AgainstBestNull(CaptureMetric metric)
    {
        var best = Enumerable.Range(0, Names.Count).Where(i => Nulls[i]).MaxBy(i => Ranks[i].Measure(metric));
        return (Names[best], Ranks[0].Difference(Ranks[best], metric));
    }

    /// <summary>One row a map: captured in each part of the area, and the area under the curve, with intervals.</summary>
    public DataFrame Table()
    {
        IReadOnlyList<CaptureMetric> metrics = [.. Areas.Select(CaptureMetric.Captured), CaptureMetric.AreaUnderCurve];
        return new([
            new StringDataFrameColumn("map", Names.Select((name, i) => i == 0 || Nulls[i] ? name : $"({name})")),
            .. metrics.Select(metric => new StringDataFrameColumn(metric.Name, Ranks.Select(ranks => Text(ranks.Estimate(metric), "0.00")))),
            new StringDataFrameColumn("first map less this, area under the curve", Ranks.Select((ranks, i) => i == 0 ? "" : Text(Ranks[0].Difference(ranks, CaptureMetric.AreaUnderCurve), "+0.00;-0.00;0.00"))),
        ]);
    }

    /// <summary>Records each map's figures in the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="split">Which ground was judged: "cross-fitted".</param>
    public void Record(Run run, string split)
    {
        foreach (var metric in Areas.Select(CaptureMetric.Captured).Append(CaptureMetric.AreaUnderCurve))
            for (var i = 0; i < Names.Count; i++)
            {
                var figure = Ranks[i].Estimate(metric);
                run.RecordMetric(Names[i], split, "clusters", metric.Name, figure.Value, Ranks[i].Ranks.Count, figure.Low, figure.High);
                if (Nulls[i])
                {
                    var difference = Ranks[0].Difference(Ranks[i], metric);
                    run.RecordMetric($"{Names[0]} less {Names[i]}", split, "clusters", metric.Name, difference.Value, Ranks[i].Ranks.Count, difference.Low, difference.High);
                }
            }
    }

    private static string Text(Estimate figure, string format)
    {
        return double.IsNaN(figure.Low) ? $"{One(figure.Value)} (one cluster: no interval)" : $"{One(figure.Value)} ({One(figure.Low)} to {One(figure.High)})";

        string One(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
