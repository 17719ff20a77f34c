using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// Builds the truth: folds, faults that offset them, intrusions, ore clusters; then shifts everything so that one cluster, drawn at random, falls on Natalka;
/// then decides what the map does not show.
/// </summary>
internal static class KolymaGeologyBuilder
{
    public static KolymaGeology Build(KolymaFrame frame, long seed)
    {
        var torus = frame.Torus;
        var faults = KolymaFaults.Faults(torus, seed);
        var intrusions = KolymaBodies.Granitoids(torus, seed);
        var level = Level(torus, seed, faults);
        var units = Units(level);
        var faultDistance = Fault.Distances(torus, faults);
        var graniteDistance = GraniteDistances(torus, intrusions);
        var (clusters, shiftRow, shiftColumn) = Clusters(frame, seed, new(torus, seed, units, faultDistance, graniteDistance), faultDistance, graniteDistance);

        double east = shiftColumn * torus.Cell, north = -shiftRow * torus.Cell;
        T[] Shifted<T>(T[] field) => torus.Roll(field, shiftRow, shiftColumn);
        var movedFaults = MapOmission.OfFaults(frame, seed, [.. faults.Select(fault => fault with { X = WrapX(torus, fault.X + east), Y = WrapY(torus, fault.Y + north) })]);
        var movedIntrusions = MapOmission.OfIntrusions(frame, seed, [.. intrusions.Select(body => body with { X = WrapX(torus, body.X + east), Y = WrapY(torus, body.Y + north) })]);
        level = Shifted(level);
        units = Shifted(units);
        faultDistance = Shifted(faultDistance);
        graniteDistance = Shifted(graniteDistance);
        bool Meets(int i) => units[i] == KolymaUnit.Atkan && faultDistance[i] <= ClusterRule.NearFault && graniteDistance[i] <= ClusterRule.NearGranite;
        return new KolymaGeology
        {
            Frame = frame,
            Seed = seed,
            Faults = movedFaults,
            Lineaments = KolymaFaults.Lineaments(torus, seed),
            Intrusions = movedIntrusions,
            Confounders = KolymaBodies.Confounders(torus, seed, movedIntrusions),
            Level = level,
            Units = units,
            AtkanLike = AtkanLike(torus, seed, level, units),
            FaultDistance = faultDistance,
            IntrusionDepth = Body.Depths(torus, movedIntrusions),
            Clusters = clusters,
            ClusterStatistics = Places(frame, Meets, clusters),
        };
    }

    /// <summary>Folds of three sizes, cut and moved by the faults.</summary>
    private static float[] Level(Torus torus, long seed, IReadOnlyList<Fault> faults)
    {
        // Anticlinoria of some 130 km, folds of 26 km, folds of 10 km; all along the strike.
        var great = GaussianField.Single(torus, seed, "anticlinoria", GaussianField.Folds(135_000, 0.25, 220_000, KolymaFrame.StrikeDegrees));
        var middle = GaussianField.Single(torus, seed, "folds", GaussianField.Folds(27_000, 0.22, 75_000, KolymaFrame.StrikeDegrees));
        var (small, bump) = GaussianField.Pair(torus, seed, "minor folds", GaussianField.Folds(10_000, 0.25, 30_000, KolymaFrame.StrikeDegrees));
        var folded = torus.Fill(i => great[i] + 0.42f * middle[i] + 0.07f * small[i] + 0.04f * bump[i]);

        return FaultOffset.Apply(torus, faults, folded, fault => fault.Regional ? 9_000 : 5_000);
    }

    private static byte[] Units(float[] level)
    {
        var shares = new double[KolymaUnit.Column.Count - 1];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
            shares[i] = sum += KolymaUnit.Column[i].Share;
        var bounds = Quantiles.Of(level, shares);
        return Array.ConvertAll(level, value =>
        {
            byte unit = 0;
            while (unit < bounds.Length && value > bounds[unit])
                unit++;
            return unit;
        });
    }

    /// <summary>Volcaniclastic beds in the Triassic and in the Pionersk Formation that have the properties of the Atkan Formation: about as much ground.</summary>
    private static bool[] AtkanLike(Torus torus, long seed, float[] level, byte[] units)
    {
        var patches = GaussianField.Single(torus, seed, "volcaniclastic beds", GaussianField.Smooth(11_000));
        var quantiles = Quantiles.Of(level, [0.06, 0.50, 0.74]);
        var result = new bool[level.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = units[i] != KolymaUnit.Atkan && patches[i] > 0 && (level[i] < quantiles[0] || level[i] > quantiles[1] && level[i] < quantiles[2]);
        return result;
    }

    private static float[] GraniteDistances(Torus torus, IReadOnlyList<Body> intrusions)
    {
        var inside = new bool[torus.Count];
        foreach (var body in intrusions.Where(body => !body.Barren))
            body.Visit(torus, 0, (index, _, _) => inside[index] = true);
        return DistanceTransform.To(torus, index => inside[index], GeologyModel.Far);
    }

    private static (List<OreCluster> Clusters, int ShiftRow, int ShiftColumn) Clusters(
        KolymaFrame frame, long seed, ClusterRule rule, float[] faultDistance, float[] graniteDistance)
    {
        var torus = frame.Torus;
        var random = RandomStream.For(seed, "clusters");
        var wanted = 25 + random.Index(6);
        var wantedBroken = wanted / 3;
        var satisfied = rule.Draw(random, BrokenSign.None, 60, []);
        var broken = new List<(int Node, BrokenSign Sign)>();
        BrokenSign[] signs = [BrokenSign.Fault, BrokenSign.Granite, BrokenSign.Atkan];
        for (var i = 0; i < 30; i++)
        {
            var sign = signs[i % 3];
            broken.AddRange(rule.Draw(random, sign, 1, [.. satisfied, .. broken.Select(one => one.Node)]).Select(node => (node, sign)));
        }
        var all = satisfied.Select(node => (Node: node, Sign: BrokenSign.None)).Concat(broken).ToList();
        // Omchak is one of them, drawn as any other: two times in three one that has all signs.
        var omchak = random.Chance(2 / 3.0) ? random.Index(satisfied.Count) : satisfied.Count + random.Index(broken.Count);
        var shiftRow = frame.NatalkaRow - all[omchak].Node / torus.Columns;
        var shiftColumn = frame.NatalkaColumn - all[omchak].Node % torus.Columns;

        var clusters = new List<OreCluster>();
        foreach (var i in Enumerable.Range(0, all.Count).OrderByDescending(i => i == omchak))
        {
            var (node, sign) = all[i];
            var limit = sign == BrokenSign.None ? wanted - wantedBroken : wantedBroken;
            if (clusters.Count(cluster => cluster.Broken == BrokenSign.None == (sign == BrokenSign.None)) >= limit)
                continue;
            var x = torus.Geometry.X(Torus.Wrap(node % torus.Columns + shiftColumn, torus.Columns));
            var y = torus.Geometry.Y(Torus.Wrap(node / torus.Columns + shiftRow, torus.Rows));
            if (!frame.Holds(x, y))
                continue;
            var own = RandomStream.For(seed, "cluster", i);
            clusters.Add(new(
                i == omchak ? "Omchak (synthetic)" : $"Cluster {clusters.Count + 1} (synthetic)", x, y, own.Uniform(2_500, 4_500), own.Uniform(1_300, 2_100),
                KolymaFrame.StrikeDegrees + own.Normal(0, 8), sign, faultDistance[node], graniteDistance[node], own.Uniform(0.15, 1)));
        }
        return (clusters, shiftRow, shiftColumn);
    }

    /// <summary>Counts the places, squares of 4 km, at whose middle all signs meet, and those of them that no cluster covers.</summary>
    private static ClusterStatistics Places(KolymaFrame frame, Func<int, bool> meets, IReadOnlyList<OreCluster> clusters)
    {
        const int Step = 16;
        var torus = frame.Torus;
        int places = 0, barren = 0;
        for (var row = Step / 2; row < torus.Rows; row += Step)
            for (var column = Step / 2; column < torus.Columns; column += Step)
            {
                var index = row * torus.Columns + column;
                if (frame.SheetAt[index] < 0 || !meets(index))
                    continue;
                places++;
                barren += clusters.Any(cluster => cluster.Covers(torus.Geometry.X(column), torus.Geometry.Y(row))) ? 0 : 1;
            }
        return new(places, barren);
    }

    private static double WrapX(Torus torus, double x) => x - torus.Width * Math.Floor((x - torus.Geometry.West) / torus.Width);

    private static double WrapY(Torus torus, double y) => y + torus.Height * Math.Floor((torus.Geometry.North - y) / torus.Height);
}
