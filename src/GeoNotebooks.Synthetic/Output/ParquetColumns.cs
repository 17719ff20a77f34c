using ParquetSharp;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>Writes columns into a Parquet file, one row group, Zstandard.</summary>
internal static class ParquetColumns
{
    /// <param name="path">The file; it is new.</param>
    /// <param name="columns">Name and values: double[], float[] or int[], of one length.</param>
    public static void Write(string path, IReadOnlyList<(string Name, Array Values)> columns)
    {
        var schema = columns.Select(column => column.Values switch
        {
            double[] => (Column)new Column<double>(column.Name),
            float[] => new Column<float>(column.Name),
            int[] => new Column<int>(column.Name),
            var other => throw new ArgumentException($"column '{column.Name}': expected double, float or int; found {other.GetType().Name}"),
        }).ToArray();
        using var builder = new WriterPropertiesBuilder();
        // Measured values hardly repeat: dictionaries would only cost time.
        using var properties = builder.Compression(Compression.Zstd).CompressionLevel(1).DisableDictionary().Build();
        using var file = new ParquetFileWriter(path, schema, properties);
        using (var group = file.AppendRowGroup())
            foreach (var (_, values) in columns)
                using (var writer = group.NextColumn())
                    switch (values)
                    {
                        case double[] doubles:
                            writer.LogicalWriter<double>().WriteBatch(doubles);
                            break;
                        case float[] floats:
                            writer.LogicalWriter<float>().WriteBatch(floats);
                            break;
                        case int[] integers:
                            writer.LogicalWriter<int>().WriteBatch(integers);
                            break;
                    }
        file.Close();
    }
}
