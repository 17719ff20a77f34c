using GeoNotebooks.Grids;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>What a principal component analysis is made on.</summary>
public enum ComponentScaling
{
    /// <summary>Each channel minus its mean, over its standard deviation: for channels of different units; the analysis is of correlations.</summary>
    Standardised,

    /// <summary>Each channel minus its mean alone: for log-ratios (Aitchison 1983, Biometrika 70, 57-65), whose variances mean something; the analysis is of covariances.</summary>
    Centred,
}

/// <summary>
/// Principal components of several channels (Pearson 1901; Hotelling 1933): uncorrelated mixtures that hold as much of their variance as so many can. Fitted on the nodes of a mask (training folds),
/// applied everywhere. Nodes where a channel is missing take no part, and have no scores.
/// </summary>
/// <remarks>
/// By the singular value decomposition of the covariance matrix (channels x channels), which for millions of nodes fits memory where that of the data does not; double precision
/// throughout. Variances are with n - 1. A component's sign is free; here its largest loading, the first of equals, is positive.
/// </remarks>
/// <param name="Channels">Name, unit, mean and divisor of each channel, in order.</param>
/// <param name="Scaling">What was done to channels before.</param>
/// <param name="Loadings">Weight of each channel in each component, (component, channel); of unit length and at right angles to each other.</param>
/// <param name="Variance">Variance of each component's scores, falling.</param>
/// <param name="VarianceShare">The same as a share of the variance of all channels, those components included that are not kept.</param>
/// <param name="Nodes">Number of nodes that it was fitted on.</param>
public sealed record PrincipalComponents(
    IReadOnlyList<ComponentChannel> Channels, ComponentScaling Scaling, double[,] Loadings, double[] Variance, double[] VarianceShare, int Nodes)
{
    private const int Chunk = 1 << 14;

    /// <summary>Number of components.</summary>
    public int Count => Variance.Length;

    /// <summary>Fits components.</summary>
    /// <param name="channels">Grids on the same nodes; names must differ.</param>
    /// <param name="components">How many are kept; null for as many as there are channels.</param>
    /// <param name="scaling">Standardised, or centred for log-ratios.</param>
    /// <param name="mask">One flag a node, row after row from the north-west corner: true where values may be looked at; null for all.</param>
    /// <exception cref="ArgumentException">Fewer than two channels, a name that comes twice, a mask of another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No components, or more than channels.</exception>
    /// <exception cref="InvalidDataException">Other nodes; no more complete nodes than components; a channel that is constant.</exception>
    public static PrincipalComponents Fit(IReadOnlyList<Grid> channels, int? components = null, ComponentScaling scaling = ComponentScaling.Standardised, bool[]? mask = null)
    {
        var kept = components ?? channels.Count;
        Require(channels, kept, mask);
        var nodes = Complete(channels, mask);
        if (nodes.Length <= kept)
            throw new InvalidDataException($"expected more than {kept} nodes with values of all {channels.Count} channels{(mask is null ? "" : " on the mask")}, as many as components and one; found {nodes.Length}");
        var fitted = channels.Select(channel => Scale(channel, nodes, scaling)).ToArray();
        var svd = Covariance(channels, fitted, nodes).Svd();
        var (loadings, total) = (new double[kept, channels.Count], svd.S.Sum());
        for (var component = 0; component < kept; component++)
        {
            var column = svd.U.Column(component);
            // The first of those that are largest but for rounding decides the sign.
            var largest = column.Max(Math.Abs);
            var sign = Math.Sign(column.First(weight => Math.Abs(weight) >= largest * (1 - 1e-9)));
            for (var channel = 0; channel < channels.Count; channel++)
                loadings[component, channel] = sign * column[channel];
        }
        var variance = svd.S.Take(kept).ToArray();
        return new(fitted, scaling, loadings, variance, [.. variance.Select(each => each / total)], nodes.Length);
    }

    /// <summary>Scores as grids <c>PC1</c>, <c>PC2</c> and so on: pure numbers, NaN where a channel is missing.</summary>
    /// <param name="channels">The channels that were fitted, found by name, in any order and among others, on any nodes that they share.</param>
    /// <exception cref="InvalidDataException">A channel is not there or in another unit, or the channels lie on different nodes.</exception>
    public IReadOnlyList<Grid> Apply(IReadOnlyList<Grid> channels)
    {
        var found = Channels.Select(wanted => channels.FirstOrDefault(channel => channel.Name == wanted.Name) ?? throw new InvalidDataException(
            $"expected the channel '{wanted.Name}' that the components were fitted on; found {string.Join(", ", channels.Select(channel => $"'{channel.Name}'"))}")).ToArray();
        for (var c = 0; c < found.Length; c++)
        {
            found[0].RequireSameNodes(found[c].Geometry, found[c].Name);
            if (found[c].Unit != Channels[c].Unit)
                throw new InvalidDataException($"'{found[c].Name}': expected the unit '{Channels[c].Unit}' that the components were fitted in; found '{found[c].Unit}'");
        }
        var scores = Enumerable.Range(0, Count).Select(_ => new float[found[0].Values.Length]).ToArray();
        Parallel.For(0, found[0].Values.Length, () => new double[found.Length], (node, _, scaled) =>
        {
            for (var c = 0; c < scaled.Length; c++)
                scaled[c] = (found[c].Values[node] - Channels[c].Mean) / Channels[c].Divisor;
            for (var component = 0; component < scores.Length; component++)
            {
                var score = 0.0;
                for (var c = 0; c < scaled.Length; c++)
                    score += Loadings[component, c] * scaled[c];
                scores[component][node] = (float)score;
            }
            return scaled;
        }, _ => { });
        return [.. scores.Select((values, component) => new Grid(found[0].Geometry, values, FormattableString.Invariant($"PC{component + 1}"), "1"))];
    }

    /// <summary>One row a component: its name, variance, share of variance, and the loading of each channel in a column of its name.</summary>
    public DataFrame ToDataFrame() => new(
    [
        new StringDataFrameColumn("component", Enumerable.Range(1, Count).Select(i => FormattableString.Invariant($"PC{i}"))),
        new DoubleDataFrameColumn("variance", Variance),
        new DoubleDataFrameColumn("share of variance", VarianceShare),
        .. Channels.Select((channel, c) => new DoubleDataFrameColumn(channel.Name, Enumerable.Range(0, Count).Select(component => Loadings[component, c]))),
    ]);

    private static void Require(IReadOnlyList<Grid> channels, int components, bool[]? mask)
    {
        if (channels.Count < 2)
            throw new ArgumentException($"principal components need two channels or more; found {channels.Count}");
        foreach (var channel in channels)
            channels[0].RequireSameNodes(channel.Geometry, channel.Name);
        if (channels.GroupBy(channel => channel.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"principal components need channels of different names; '{twice.Key}' comes {twice.Count()} times");
        if (components < 1 || components > channels.Count)
            throw new ArgumentOutOfRangeException(nameof(components), $"expected from 1 to {channels.Count} components, as many as there are channels; found {components}");
        if (mask is not null && mask.Length != channels[0].Values.Length)
            throw new ArgumentException($"expected a mask of one flag a node, {channels[0].Values.Length} in all; found {mask.Length}");
    }

    private static int[] Complete(IReadOnlyList<Grid> channels, bool[]? mask) =>
        [.. Enumerable.Range(0, channels[0].Values.Length).Where(node => mask?[node] != false && channels.All(channel => float.IsFinite(channel.Values[node])))];

    private static ComponentChannel Scale(Grid channel, int[] nodes, ComponentScaling scaling)
    {
        var mean = nodes.Average(node => (double)channel.Values[node]);
        var deviation = Math.Sqrt(nodes.Sum(node => Math.Pow(channel.Values[node] - mean, 2)) / (nodes.Length - 1));
        if (!(deviation > 1e-6 * Math.Abs(mean)) && nodes.All(node => channel.Values[node] == channel.Values[nodes[0]]))
            throw new InvalidDataException(FormattableString.Invariant(
                $"channel '{channel.Name}': expected values that differ for principal components; all {nodes.Length} of the nodes that they are fitted on hold {channel.Values[nodes[0]]} {channel.Unit}"));
        return new(channel.Name, channel.Unit, mean, scaling == ComponentScaling.Standardised ? deviation : 1);
    }

    /// <summary>Sums by pieces of a fixed size, added in order: the same for any number of threads.</summary>
    private static Matrix<double> Covariance(IReadOnlyList<Grid> channels, ComponentChannel[] fitted, int[] nodes)
    {
        var count = channels.Count;
        var pieces = new double[(nodes.Length + Chunk - 1) / Chunk][];
        Parallel.For(0, pieces.Length, piece =>
        {
            var (sums, scaled) = (new double[count * count], new double[count]);
            foreach (var node in nodes.AsSpan(piece * Chunk, Math.Min(Chunk, nodes.Length - piece * Chunk)))
            {
                for (var c = 0; c < count; c++)
                {
                    scaled[c] = (channels[c].Values[node] - fitted[c].Mean) / fitted[c].Divisor;
                    for (var other = 0; other <= c; other++)
                        sums[c * count + other] += scaled[c] * scaled[other];
                }
            }
            pieces[piece] = sums;
        });
        return Matrix<double>.Build.Dense(count, count, (row, column) =>
            pieces.Sum(piece => piece[Math.Max(row, column) * count + Math.Min(row, column)]) / (nodes.Length - 1));
    }
}

/// <summary>A channel of a principal component analysis.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, and that of the two numbers below.</param>
/// <param name="Mean">Taken away first.</param>
/// <param name="Divisor">What is left is divided by this: the standard deviation, or 1.</param>
public sealed record ComponentChannel(string Name, string Unit, double Mean, double Divisor);
