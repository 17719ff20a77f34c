using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Targets;

public sealed class EvidenceLabelsTests
{
    private static readonly Grid Evidence = new(new(2, 5, 0, 0, 1000, 1000, Crs.Local), [0, 0.2f, 0.6f, 1, float.NaN, 0.5f, 0.7f, 0.1f, 0.3f, 0.9f], "granite", "1");
    private static readonly bool[] Ground = [true, true, true, true, true, true, true, true, true, false];

    [Fact]
    public void Blank_and_left_out_nodes_are_unknown() =>
        Assert.Equal([0, 0, 1, 1, -1, 0, 1, 0, 0, -1], EvidenceLabels.Above(Evidence, 0.5, Ground, "granite").Values.Select(value => (int)value));

    [Fact]
    public void Quantile_counts_the_ground_alone() => Assert.Equal(0.5, EvidenceLabels.Quantile(Evidence, 0.5, Ground), 1e-6);

    [Fact]
    public void One_class_alone_is_refused() =>
        Assert.Contains("0 of 8 nodes are above it", Assert.Throws<InvalidDataException>(() => EvidenceLabels.Above(Evidence, 2, Ground, "granite")).Message);
}
