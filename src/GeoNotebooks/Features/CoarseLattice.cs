using System.Numerics;
using System.Runtime.CompilerServices;

namespace GeoNotebooks.Features;

/// <summary>
/// Between coarse nodes of one axis and fine ones: for each fine node the first of six coarse nodes about it and their weights in Lagrange's polynomial of the fifth degree, whose error
/// is below 1e-6 of waves sixteen coarse cells long.
/// </summary>
internal sealed class CoarseLattice
{
    public const int Nodes = 6;

    private readonly int[] _first;
    private readonly float[] _weights;

    /// <summary>Weights of fine nodes.</summary>
    /// <param name="count">Number of fine nodes.</param>
    /// <param name="place">The place of a fine node, in coarse cells from the first coarse node; at least three from either end.</param>
    public CoarseLattice(int count, Func<int, double> place)
    {
        (_first, _weights) = (new int[count], new float[count * Nodes]);
        for (var node = 0; node < count; node++)
        {
            var at = place(node);
            _first[node] = (int)Math.Floor(at) - 2;
            for (var i = 0; i < Nodes; i++)
            {
                var weight = 1.0;
                for (var j = 0; j < Nodes; j++)
                    if (j != i)
                        weight *= (at - _first[node] - j) / (i - j);
                _weights[node * Nodes + i] = (float)weight;
            }
        }
    }

    /// <summary>Spreads a coarse row over the fine nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Spread(ReadOnlySpan<float> coarse, Span<float> fine)
    {
        for (var node = 0; node < fine.Length; node++)
        {
            var from = coarse.Slice(_first[node], Nodes);
            ReadOnlySpan<float> weights = _weights.AsSpan(node * Nodes, Nodes);
            fine[node] = weights[0] * from[0] + weights[1] * from[1] + weights[2] * from[2] + weights[3] * from[3] + weights[4] * from[4] + weights[5] * from[5];
        }
    }

    /// <summary>Adds to a row some multiple of what six coarse rows, already spread and lying one after another, make of it at a fine node of this axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int node, float[] spread, Span<float> row, float factor = 1)
    {
        var (width, at) = (row.Length, _first[node] * row.Length);
        ReadOnlySpan<float> weights = _weights.AsSpan(node * Nodes, Nodes);
        var (a, b, c, d, e, f) = (factor * weights[0], factor * weights[1], factor * weights[2], factor * weights[3], factor * weights[4], factor * weights[5]);
        var column = 0;
        for (; column <= width - Vector<float>.Count; column += Vector<float>.Count)
        {
            var i = at + column;
            (new Vector<float>(row[column..])
                + a * new Vector<float>(spread, i) + b * new Vector<float>(spread, i + width) + c * new Vector<float>(spread, i + 2 * width)
                + d * new Vector<float>(spread, i + 3 * width) + e * new Vector<float>(spread, i + 4 * width) + f * new Vector<float>(spread, i + 5 * width)).CopyTo(row[column..]);
        }
        for (; column < width; column++)
        {
            var i = at + column;
            row[column] += a * spread[i] + b * spread[i + width] + c * spread[i + 2 * width] + d * spread[i + 3 * width] + e * spread[i + 4 * width] + f * spread[i + 5 * width];
        }
    }
}
