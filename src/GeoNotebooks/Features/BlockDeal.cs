namespace GeoNotebooks.Features;

/// <summary>
/// Deals values to other ground in whole blocks: what a channel would show if it had nothing to do with a target, yet were as patchy as it is. Shuffled one by one, neighbouring
/// nodes would pass for independent witnesses, and any smooth field for a finding (on such tests: Fortin and Jacquez, 2000, Bulletin of the Ecological Society of America 81, 201-205).
/// </summary>
internal static class BlockDeal
{
    /// <summary>
    /// For each place the place whose value it gets: places are listed block after block, blocks are put in a new order, and the n-th place of the first list takes the value of the
    /// n-th of the second. Each value is used once.
    /// </summary>
    /// <param name="blocks">The block of each place.</param>
    /// <param name="random">The draws.</param>
    public static int[] Deal(ReadOnlySpan<int> blocks, Random random)
    {
        var members = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < blocks.Length; i++)
        {
            if (!members.TryGetValue(blocks[i], out var block))
                members[blocks[i]] = block = [];
            block.Add(i);
        }
        var listed = members.Values.ToArray();
        var places = listed.SelectMany(block => block).ToArray();
        random.Shuffle(listed);
        var dealt = new int[blocks.Length];
        var at = 0;
        foreach (var block in listed)
            foreach (var from in block)
                dealt[places[at++]] = from;
        return dealt;
    }
}
