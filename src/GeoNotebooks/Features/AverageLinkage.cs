namespace GeoNotebooks.Features;

/// <summary>Two groups that become one.</summary>
/// <param name="First">Number of the one: a leaf below the count of leaves, else count plus the number of the merge that made it.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Distance">Mean distance between their members.</param>
public sealed record Merge(int First, int Second, double Distance);

/// <summary>
/// A tree of things by their distances: the two groups whose members lie nearest on average are joined, again and again (Sokal and Michener, 1958, University of Kansas Science
/// Bulletin 38, 1409-1438). The mean distance of a joined group is the mean over all its members.
/// </summary>
/// <param name="Merges">The joins, nearest first.</param>
/// <param name="Leaves">The leaves as the tree orders them: of two groups the one with the smaller first leaf comes first.</param>
public sealed record AverageLinkage(IReadOnlyList<Merge> Merges, IReadOnlyList<int> Leaves)
{
    /// <summary>Builds the tree; equal distances are taken in the order of their numbers.</summary>
    /// <param name="count">Number of leaves, 1 or more.</param>
    /// <param name="distance">Distance of two different leaves.</param>
    public static AverageLinkage Of(int count, Func<int, int, double> distance)
    {
        var groups = Enumerable.Range(0, count).Select(leaf => (Id: leaf, Leaves: new List<int> { leaf })).ToList();
        var between = new double[2 * count, 2 * count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                between[a, b] = a == b ? 0 : distance(a, b);
        var merges = new List<Merge>();
        while (groups.Count > 1)
        {
            var (best, left, right) = (double.PositiveInfinity, 0, 0);
            for (var i = 0; i < groups.Count; i++)
                for (var j = i + 1; j < groups.Count; j++)
                    if (between[groups[i].Id, groups[j].Id] is var d && d < best)
                        (best, left, right) = (d, i, j);
            var (a, b, id) = (groups[left], groups[right], count + merges.Count);
            foreach (var other in groups)
                between[id, other.Id] = between[other.Id, id] =
                    (between[a.Id, other.Id] * a.Leaves.Count + between[b.Id, other.Id] * b.Leaves.Count) / (a.Leaves.Count + b.Leaves.Count);
            merges.Add(new(Math.Min(a.Id, b.Id), Math.Max(a.Id, b.Id), best));
            groups.RemoveAt(right);
            groups.RemoveAt(left);
            groups.Add((id, a.Leaves.Min() < b.Leaves.Min() ? [.. a.Leaves, .. b.Leaves] : [.. b.Leaves, .. a.Leaves]));
        }
        return new(merges, groups[0].Leaves);
    }

    /// <summary>The groups that are left when no join beyond a distance is made, in the order of the leaves.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Cut(double distance)
    {
        var members = Enumerable.Range(0, Leaves.Count).ToDictionary(leaf => leaf, leaf => new List<int> { leaf });
        for (var m = 0; m < Merges.Count && Merges[m].Distance <= distance; m++)
        {
            members[Leaves.Count + m] = [.. members[Merges[m].First], .. members[Merges[m].Second]];
            members.Remove(Merges[m].First);
            members.Remove(Merges[m].Second);
        }
        var place = Leaves.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return [.. members.Values.Select(group => group.OrderBy(leaf => place[leaf]).ToList()).OrderBy(group => place[group[0]])];
    }
}
