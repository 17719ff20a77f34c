using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Which points are left out together when a surface is judged.</summary>
/// <param name="Count">Number of folds.</param>
/// <param name="Fold">The fold of each point, from 0.</param>
/// <param name="Block">The block of ground of each point, from 0: what is drawn again in a bootstrap.</param>
public sealed record LeaveOutFolds(int Count, int[] Fold, int[] Block)
{
    /// <summary>Square blocks of ground, dealt to folds at random so that each fold has about as many points as the next: how well gaps are bridged.</summary>
    /// <param name="points">The points.</param>
    /// <param name="blockMetres">Side of a block.</param>
    /// <param name="count">Number of folds.</param>
    /// <param name="seed">Seed of the deal.</param>
    /// <exception cref="InvalidDataException">Fewer blocks with points than folds.</exception>
    public static LeaveOutFolds InBlocks(PointSet points, double blockMetres, int count = 5, int seed = 1)
    {
        var block = BlocksOf(points, blockMetres);
        var sizes = block.CountBy(b => b).OrderBy(pair => pair.Key).ToArray();
        if (count < 2 || sizes.Length < count)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{points.Name}': expected at least two folds and a block of {blockMetres / 1000:0.##} km with points for each; found {count} folds and {sizes.Length} blocks"));
        new Random(seed).Shuffle(sizes);
        var (load, foldOf) = (new int[count], new int[sizes.Length]);
        foreach (var (member, size) in sizes.OrderByDescending(pair => pair.Value))
        {
            foldOf[member] = Array.IndexOf(load, load.Min());
            load[foldOf[member]] += size;
        }
        return new(count, [.. block.Select(b => foldOf[b])], block);
    }

    /// <summary>Points dealt out at random, those of one place together: how well a surface fills in between neighbours that it keeps.</summary>
    /// <param name="points">The points.</param>
    /// <param name="blockMetres">Side of the blocks of the bootstrap.</param>
    /// <param name="count">Number of folds.</param>
    /// <param name="seed">Seed of the deal.</param>
    public static LeaveOutFolds AtRandom(PointSet points, double blockMetres, int count = 5, int seed = 1)
    {
        var places = Enumerable.Range(0, points.Count).GroupBy(i => (points.X[i], points.Y[i])).OrderBy(place => place.Key).ToArray();
        if (count < 2 || places.Length < count)
            throw new InvalidDataException($"'{points.Name}': expected at least two folds and a place for each; found {count} folds and {places.Length} places");
        new Random(seed).Shuffle(places);
        var fold = new int[points.Count];
        for (var place = 0; place < places.Length; place++)
            foreach (var i in places[place])
                fold[i] = place % count;
        return new(count, fold, BlocksOf(points, blockMetres));
    }

    /// <summary>The points of all folds but one.</summary>
    public PointSet Training(PointSet points, int fold) => GriddingCheck.Taken(points, [.. Enumerable.Range(0, points.Count).Where(i => Fold[i] != fold)]);

    private static int[] BlocksOf(PointSet points, double blockMetres)
    {
        if (!(blockMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(blockMetres), FormattableString.Invariant($"expected blocks with a side above 0; found {blockMetres} m"));
        var numbers = new Dictionary<(long, long), int>();
        var keys = Enumerable.Range(0, points.Count).Select(i => ((long)Math.Floor(points.X[i] / blockMetres), (long)Math.Floor(points.Y[i] / blockMetres))).ToArray();
        foreach (var key in keys.Distinct().Order())
            numbers[key] = numbers.Count;
        return [.. keys.Select(key => numbers[key])];
    }
}
