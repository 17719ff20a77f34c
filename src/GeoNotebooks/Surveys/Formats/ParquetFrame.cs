using System.Runtime.InteropServices;
using Microsoft.Data.Analysis;
using ParquetSharp;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// Loads whole columns of numbers from Parquet files into a data frame. Values are decoded straight into the memory that the frame keeps, eight bytes and one bit a
/// value, so that nothing but one small buffer is needed besides.
/// </summary>
internal static class ParquetFrame
{
    private const int BatchRows = 1 << 16;

    /// <summary>The columns of all files, one below the other; null when a column has a type that needs a query, or the rows are too many for one buffer.</summary>
    /// <exception cref="InvalidDataException">A file is broken.</exception>
    public static DataFrame? Load(IReadOnlyList<string> paths, IReadOnlyList<string> names)
    {
        var files = new List<ParquetFileReader>();
        try
        {
            foreach (var path in paths)
                files.Add(new(path));
            var rows = files.Sum(file => file.FileMetaData.NumRows);
            var columns = files.ConvertAll(file => names.Select(name => IndexOf(file, name)).ToArray());
            return rows > Array.MaxLength / sizeof(double) || columns.Exists(of => of.Contains(-1))
                ? null : new(names.Select((name, i) => Column(name, files, [.. columns.Select(of => of[i])], (int)rows)));
        }
        catch (ParquetException exception)
        {
            throw new InvalidDataException($"{string.Join(", ", paths)}: expected a table of points; it cannot be read as Parquet ({exception.Message.Split('\n')[0]})", exception);
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private static int IndexOf(ParquetFileReader file, string name)
    {
        for (var i = 0; i < file.FileMetaData.Schema.NumColumns; i++)
        {
            var column = file.FileMetaData.Schema.Column(i);
            if (column.Name == name && column.MaxRepetitionLevel == 0 && column.MaxDefinitionLevel <= 1 && column.LogicalType.Type is LogicalTypeEnum.None or LogicalTypeEnum.Int
                && column.PhysicalType is PhysicalType.Double or PhysicalType.Float or PhysicalType.Int32 or PhysicalType.Int64)
                return i;
        }
        return -1;
    }

    private static DoubleDataFrameColumn Column(string name, List<ParquetFileReader> files, int[] indices, int rows)
    {
        var (values, valid) = (new byte[rows * sizeof(double)], new byte[(rows + 7) / 8]);
        var (at, missing) = (0, 0);
        for (var i = 0; i < files.Count; i++)
            for (var g = 0; g < files[i].FileMetaData.NumRowGroups; g++)
            {
                using var group = files[i].RowGroup(g);
                using var column = group.Column(indices[i]);
                switch (column)
                {
                    case ColumnReader<double> doubles: Read(doubles, value => value); break;
                    case ColumnReader<float> floats: Read(floats, value => value); break;
                    case ColumnReader<int> integers: Read(integers, value => value); break;
                    case ColumnReader<long> integers: Read(integers, value => value); break;
                }
            }
        return new(name, values, valid, rows, missing);

        void Read<T>(ColumnReader<T> column, Func<T, double> toDouble) where T : unmanaged
        {
            var into = MemoryMarshal.Cast<byte, double>(values.AsSpan());
            var (dense, levels, optional) = (new T[BatchRows], new short[BatchRows], column.ColumnDescriptor.MaxDefinitionLevel == 1);
            while (column.HasNext)
            {
                var count = (int)column.ReadBatch(BatchRows, levels, [], dense, out var read);
                for (int row = 0, next = 0; row < count; row++, at++)
                {
                    var value = optional && levels[row] == 0 ? double.NaN : toDouble(dense[next++]);
                    if (double.IsNaN(value))
                    {
                        missing++;
                        continue;
                    }
                    into[at] = value;
                    valid[at >> 3] |= (byte)(1 << (at & 7));
                }
            }
        }
    }
}
