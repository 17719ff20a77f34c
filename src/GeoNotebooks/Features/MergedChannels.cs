using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>
/// The parameters of a contractor's merged table as candidate channels: quickly, to compare them, not to train on. A node takes the mean of the points in its cell, an empty one the mean
/// of its filled neighbours (lines 500 m apart leave every second cell of 200 m empty), and is blank beyond. Sheets that touch are levelled first; contents of
/// stream sediments in ppm that are all above 0 enter as decimal logarithms.
/// </summary>
public sealed record MergedChannels
{
    /// <summary>Folder of the merged table within a package.</summary>
    public const string Table = "sheets";

    /// <summary>Stands before the name of a parameter, since recipes have channels of the same names.</summary>
    public const string Prefix = "table: ";

    /// <summary>Nodes that a neighbour may lie away, along each axis.</summary>
    private const int Reach = 2;

    private static readonly IReadOnlySet<string> NotParameters = new HashSet<string> { "x", "y", "line", "fiducial" };

    // In ppm too, but counted by a spectrometer: their errors are even, and samples near zero would rule a logarithm.
    private static readonly IReadOnlySet<string> Counted = new HashSet<string> { "uranium", "thorium" };

    /// <summary>Names of the parameters: the columns of numbers with a unit that are neither place nor line.</summary>
    public static IReadOnlyList<DataField> ParametersOf(SurveyTable table) =>
        [.. table.Fields.Where(field => field.Unit is not null && field.Type is "number" or "integer" && !NotParameters.Contains(field.Name))];

    /// <summary>Grids every parameter, or reads what the same run has gridded before from <c>channels/table</c> of its folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="package">The survey package.</param>
    /// <param name="sheets">The sheets to read: leave the blind one out, and nothing of it is read.</param>
    /// <param name="nodes">The nodes wanted.</param>
    /// <param name="progress">Told of each parameter.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static FeatureStack OpenOrMake(
        Run run, DataPackage package, IReadOnlyList<string> sheets, GridGeometry nodes, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var tables = new Lazy<List<SurveyTable>>(() => [.. sheets.Select(sheet => SurveyTable.Open(package, Table, [sheet]))]);
        var list = run.PathOf("channels", "table", "parameters.txt");
        var heading = string.Join(",", sheets);
        if (File.Exists(list) && File.ReadAllLines(list) is [var kept, .. var names] && kept == heading
            && names.Select(name => GeoTiff.Read(PathOf(run, name))).ToList() is var read && read.TrueForAll(grid => grid.Geometry == nodes))
            return new([.. read.Zip(names, (grid, name) => grid with { Name = Prefix + name })]);
        using var step = run.Measure("candidate channels from the merged table", nodes.Count * nodes.CellAreaSquareKilometres, nodes.Count);
        var stack = Build(tables.Value, nodes, progress, cancellationToken);
        foreach (var channel in stack.Channels)
            GeoTiff.Write(PathOf(run, channel.Name[Prefix.Length..]), channel);
        AtomicFile.WriteText(list, heading + "\n" + string.Join("\n", stack.Names.Select(name => name[Prefix.Length..])) + "\n");
        return stack;
    }

    /// <summary>Grids every parameter.</summary>
    /// <param name="tables">The merged table of each sheet.</param>
    /// <param name="nodes">The nodes wanted.</param>
    /// <param name="progress">Told of each parameter.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">There is no table.</exception>
    public static FeatureStack Build(IReadOnlyList<SurveyTable> tables, GridGeometry nodes, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        if (tables.Count == 0)
            throw new InvalidDataException("candidate channels need the merged table of at least one sheet; found none");
        var places = tables.Select(table => (X: Numbers(table, "x"), Y: Numbers(table, "y"))).ToList();
        var channels = new List<Grid>();
        foreach (var parameter in ParametersOf(tables[0]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report($"merged table: {parameter.Name}");
            var columns = tables.Select(table => Numbers(table, parameter.Name)).ToList();
            var logarithm = parameter.Unit == "ppm" && !Counted.Contains(parameter.Name) && columns.TrueForAll(column => column.All(value => !(value <= 0)));
            var points = tables.Select((table, t) => PointsOf(places[t], columns[t], logarithm, parameter, table.Crs)).Where(set => set.Count > 0).ToList();
            if (points.Count == 0)
                throw new InvalidDataException($"merged table, column '{parameter.Name}': expected values; all rows of {tables.Count} sheets are blank");
            channels.Add(CellMeans(SheetLevelling.Of(points).Points, nodes) with { Name = Prefix + parameter.Name });
        }
        return new(channels);
    }

    /// <summary>Mean of the points in each node's cell; an empty cell takes the mean of the filled ones in the smallest square about it, up to <see cref="Reach"/> nodes away.</summary>
    internal static Grid CellMeans(PointSet points, GridGeometry nodes)
    {
        var (sums, counts) = (new double[nodes.Count], new int[nodes.Count]);
        for (var i = 0; i < points.Count; i++)
            if (nodes.NodeAt(points.X[i], points.Y[i]) is { } node)
            {
                sums[node] += points.Values[i];
                counts[node]++;
            }
        var values = new float[nodes.Count];
        Parallel.For(0, nodes.Rows, row =>
        {
            for (var column = 0; column < nodes.Columns; column++)
                values[row * nodes.Columns + column] = Near(row, column);
        });
        return new(nodes, values, points.Name, points.Unit);

        float Near(int row, int column)
        {
            for (var reach = 0; reach <= Reach; reach++)
            {
                var (sum, found) = (0.0, 0);
                for (var r = Math.Max(row - reach, 0); r <= Math.Min(row + reach, nodes.Rows - 1); r++)
                    for (var c = Math.Max(column - reach, 0); c <= Math.Min(column + reach, nodes.Columns - 1); c++)
                        if (counts[r * nodes.Columns + c] is > 0 and var count)
                        {
                            sum += sums[r * nodes.Columns + c] / count;
                            found++;
                        }
                if (found > 0)
                    return (float)(sum / found);
            }
            return float.NaN;
        }
    }

    private static PointSet PointsOf((double[] X, double[] Y) place, double[] values, bool logarithm, DataField parameter, Crs crs)
    {
        var valued = Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i])).ToArray();
        return new(
            Array.ConvertAll(valued, i => place.X[i]), Array.ConvertAll(valued, i => place.Y[i]),
            Array.ConvertAll(valued, i => (float)(logarithm ? Math.Log10(values[i]) : values[i])), parameter.Name, logarithm ? "log10 ppm" : parameter.Unit!, crs);
    }

    private static double[] Numbers(SurveyTable table, string column)
    {
        var values = (DoubleDataFrameColumn)table.ToDataFrame(int.MaxValue, column)[column];
        var numbers = new double[values.Length];
        var i = 0;
        foreach (var value in values)
            numbers[i++] = value ?? double.NaN;
        return numbers;
    }

    private static string PathOf(Run run, string parameter) => run.PathOf("channels", "table", parameter + ".tif");
}
