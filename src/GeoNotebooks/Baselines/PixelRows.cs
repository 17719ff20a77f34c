using Microsoft.ML;
using Microsoft.ML.Data;

namespace GeoNotebooks.Baselines;

/// <summary>Nodes as the rows that ML.NET trains and judges on.</summary>
internal static class PixelRows
{
    /// <summary>One row a node: its features, and whether the target is there.</summary>
    /// <param name="context">The context of the training.</param>
    /// <param name="width">Number of features.</param>
    /// <param name="nodes">The nodes, in the order of the rows.</param>
    /// <param name="fill">Writes the features of a node.</param>
    /// <param name="present">One flag a node of the grid; null where nothing is known.</param>
    public static IDataView View(MLContext context, int width, int[] nodes, Action<int, float[]> fill, bool[]? present)
    {
        var schema = SchemaDefinition.Create(typeof(Pixel));
        schema[nameof(Pixel.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return context.Data.LoadFromEnumerable(Rows(), schema);

        IEnumerable<Pixel> Rows()
        {
            // One object a pass, filled again for each row: the data view copies it.
            var pixel = new Pixel { Features = new float[width] };
            foreach (var node in nodes)
            {
                fill(node, pixel.Features);
                pixel.Label = present is not null && present[node];
                yield return pixel;
            }
        }
    }

    private sealed class Pixel
    {
        public bool Label { get; set; }

        public required float[] Features { get; init; }
    }
}
