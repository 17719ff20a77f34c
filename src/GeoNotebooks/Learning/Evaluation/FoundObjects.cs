using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// How many objects of a known truth a flagged map finds: intrusions by the share of their area that is flagged, large faults by the share of their length near connected flagged segments. The same is
/// counted for random shifts and rotations of the flagged map: a map that flags much finds something anywhere.
/// </summary>
/// <param name="Groups">Mapped objects, unmapped ones that are like them, hidden ones by roof depth; groups without objects are left out.</param>
/// <param name="Objects">Each object looked for.</param>
/// <param name="LeftOut">Objects with too little of their area or length on judged ground.</param>
/// <param name="Short">Lines not long enough to be looked for.</param>
/// <param name="FlaggedShare">Share of the judged ground that is flagged.</param>
public sealed record FoundObjects(IReadOnlyList<FoundGroup> Groups, IReadOnlyList<FoundObject> Objects, int LeftOut, int Short, double FlaggedShare)
{
    /// <summary>Group of the objects that are on the map.</summary>
    public const string Mapped = "mapped";

    /// <summary>Group of those that are not, though they show as the mapped ones do.</summary>
    public const string UnmappedLikeMapped = "unmapped, like the mapped";

    /// <summary>Group of those that lie under a roof or show nothing; followed by the class of roof depth where the truth has one.</summary>
    public const string Hidden = "hidden";

    /// <summary>Looks for each object.</summary>
    /// <param name="map">Scores or probabilities out of fold; NaN is not judged.</param>
    /// <param name="threshold">Scores from here on are flagged: <see cref="FlagThreshold.OfAbsentShare"/>, for faults of the map widened by the tolerance (<see cref="FlagThreshold.Widened"/>).</param>
    /// <param name="truth">Polygons or lines with the attributes <c>name</c>, <c>mapped</c>, <c>like_mapped</c>, and, where they have them, <c>roof_depth_km</c> and <c>length_km</c>; parts of one name are one object.</param>
    /// <param name="judged">One flag a node: ground that counts.</param>
    /// <param name="options">When an object is found.</param>
    /// <exception cref="InvalidDataException">The layer is in another system, or no ground is judged.</exception>
    public static FoundObjects Of(Grid map, float threshold, VectorLayer truth, bool[] judged, FoundOptions? options = null)
    {
        options ??= new();
        var geometry = map.Geometry;
        PolygonRaster.RequireSameSystem(geometry, truth);
        if (judged.Length != geometry.Count)
            throw new ArgumentException($"'{map.Name}': expected one flag for each of {geometry.Count} nodes; found {judged.Length}");
        judged = [.. judged.Select((wanted, node) => wanted && !float.IsNaN(map.Values[node]))];
        var window = MapMove.Rectangle(geometry, judged, map.Name);
        bool[] flagged = [.. map.Values.Select((value, node) => judged[node] && value >= threshold)];
        var segments = FlaggedSegments.AtLeast(geometry, flagged, options.LeastSegmentMetres);

        var parts = TruthObject.Parts(truth);
        var large = parts.Where(one => !TruthObject.IsCurve(one) || TruthObject.LengthMetres(one) > options.LeastLineMetres).ToList();
        var all = large.Select(one => TruthObject.Of(geometry, one, judged, (window.Top, window.Left), options)).ToList();
        var objects = all.Where(one => one.Places.Length > 0 && one.JudgedShare >= options.JudgedShare).ToList();

        // One byte a node of the rectangle: judged, flagged, on a segment.
        var states = new byte[window.Rows * window.Columns];
        for (var i = 0; i < states.Length; i++)
        {
            var node = (window.Top + i / window.Columns) * geometry.Columns + window.Left + i % window.Columns;
            states[i] = (byte)((judged[node] ? 1 : 0) | (flagged[node] ? 2 : 0) | (segments[node] ? 4 : 0));
        }
        var observed = objects.Select(one => ShareOf(one, states, window.Columns, MapMove.None(window.Rows, window.Columns))!.Value).ToList();
        var moved = new double?[options.Moves][];
        Parallel.For(0, options.Moves, number =>
        {
            var move = MapMove.Draw(geometry, window.Rows, window.Columns, options.Seed, number);
            moved[number] = [.. objects.Select(one => ShareOf(one, states, window.Columns, move))];
        });

        bool Found(int one, double? share) => share >= (objects[one].IsLine ? options.LengthShare : options.AreaShare);
        var groups = objects.Index().GroupBy(one => one.Item.Group).OrderBy(group => Order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var members = group.Select(one => one.Index).ToArray();
            return new FoundGroup(group.Key, members.Length, members.Count(one => Found(one, observed[one])),
                [.. moved.Select(shares => (members.Count(one => Found(one, shares[one])), members.Count(one => shares[one] is not null)))]);
        }).ToList();
        return new(groups, [.. objects.Select((one, i) => new FoundObject(one.Name, one.Group, observed[i], Found(i, observed[i])))], all.Count - objects.Count,
            parts.Count - large.Count, (double)flagged.Count(flag => flag) / judged.Count(flag => flag));
    }

    /// <summary>Several regions or seeds as one: objects are added up, and so is what each move finds.</summary>
    /// <param name="regions">Results with the same number of moves.</param>
    public static FoundObjects Pool(params IReadOnlyList<FoundObjects> regions) => new(
        [.. regions.SelectMany(region => region.Groups).GroupBy(group => group.Name).OrderBy(group => Order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(same => new FoundGroup(
            same.Key, same.Sum(group => group.Objects), same.Sum(group => group.Found),
            [.. Enumerable.Range(0, same.Min(group => group.Chance.Count)).Select(move => (same.Sum(group => group.Chance[move].Found), same.Sum(group => group.Chance[move].Objects)))]))],
        [.. regions.SelectMany(region => region.Objects)], regions.Sum(region => region.LeftOut), regions.Sum(region => region.Short), regions.Average(region => region.FlaggedShare));

    /// <summary>The group of a name; null when no such object was looked for.</summary>
    public FoundGroup? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);

    /// <summary>Records in the run, for each group, the share found with its interval and what chance finds with its range.</summary>
    /// <param name="run">The run.</param>
    /// <param name="target">The geological target.</param>
    /// <param name="split">Which ground was judged: "blocked", "blind".</param>
    public void Record(Run run, string target, string split)
    {
        foreach (var group in Groups)
        {
            run.RecordMetric(target, split, "truth", $"found, {group.Name}", group.Share, group.Objects, group.Low, group.High);
            if (!double.IsNaN(group.ChanceMean))
                run.RecordMetric(target, split, "truth", $"found by chance, {group.Name}", group.ChanceMean, group.Objects, group.ChanceLow, group.ChanceHigh);
        }
    }

    /// <summary>One row a group.</summary>
    public DataFrame Table() => new(
        new StringDataFrameColumn("objects", Groups.Select(group => group.Name)),
        new Int32DataFrameColumn("looked for", Groups.Select(group => group.Objects)),
        new Int32DataFrameColumn("found", Groups.Select(group => group.Found)),
        new DoubleDataFrameColumn("share", Groups.Select(group => Math.Round(group.Share, 3))),
        new StringDataFrameColumn("95 % of it", Groups.Select(group => FormattableString.Invariant($"{group.Low:0.00} to {group.High:0.00}"))),
        new DoubleDataFrameColumn("by chance", Groups.Select(group => Math.Round(group.ChanceMean, 3))),
        new StringDataFrameColumn("95 % of that", Groups.Select(group => FormattableString.Invariant($"{group.ChanceLow:0.00} to {group.ChanceHigh:0.00}"))),
        new DoubleDataFrameColumn("above chance", Groups.Select(group => Math.Round(group.AboveChance, 3))));

    /// <summary>Share of an object's judged places that are found; null when less than half of them are judged, as can be after a move.</summary>
    private static double? ShareOf(TruthObject one, byte[] states, int columns, MapMove move)
    {
        var wanted = one.IsLine ? 4 : 2;
        int judged = 0, found = 0;
        for (var place = 0; place < one.Places.Length; place++)
        {
            if ((State(one.Places[place]) & 1) == 0)
                continue;
            judged++;
            for (var i = one.First[place]; i < one.First[place + 1]; i++)
                if ((State(one.Nodes[i]) & wanted) != 0)
                {
                    found++;
                    break;
                }
        }
        return 2 * judged >= one.Places.Length ? (double)found / judged : null;

        byte State((int Row, int Column) at)
        {
            var (row, column) = move.From(at.Row, at.Column);
            return states[row * columns + column];
        }
    }

    private static int Order(string group) => group switch { Mapped => 0, UnmappedLikeMapped => 1, _ => 2 };
}
