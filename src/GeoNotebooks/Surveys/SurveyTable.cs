using System.Globalization;
using DuckDB.NET.Data;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys.Formats;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Surveys;

/// <summary>
/// A survey's points: one row a point, one column a quantity, in one file or several of one schema (one a sheet). Rows stay on disk;
/// a column is read when it is asked for. Opening checks that the columns are there and hold numbers, that places fit the system, and that no two rows lie on one point.
/// </summary>
public sealed class SurveyTable
{
    private readonly DuckDBConnection _connection;
    private readonly IReadOnlyList<SurveyFile> _files;
    private readonly (string X, string Y) _place;

    private SurveyTable(string name, Crs crs, IReadOnlyList<string> paths, IReadOnlyList<DataField> fields, (string X, string Y) place, TableMapping? mapping = null)
    {
        if (paths.Count == 0)
            throw new InvalidDataException($"'{name}': expected at least one file of points; found none");
        (Name, Crs, _place) = (name, crs, place);
        // Extensions are never fetched from the network: what a table needs is built in.
        _connection = new("DataSource=:memory:");
        _connection.Open();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false";
            command.ExecuteNonQuery();
        }
        _files = [.. paths.Select(path => new SurveyFile(_connection, path, mapping, place))];
        Fields = fields.Count > 0 ? fields : [.. _files[0].Columns.Keys.Select(column => new DataField(column, _files[0].IsText(column) ? "string" : "number"))];
        foreach (var file in _files)
        {
            file.RequireNumbers(place.X);
            file.RequireNumbers(place.Y);
            foreach (var field in fields.Where(field => field.Type is "number" or "integer"))
                file.RequireNumbers(field.Name);
            file.RequirePlaces(place.X, place.Y);
            CrsCheck.Of(crs, file.Extent(place.X, place.Y)).ThrowUnlessFits($"{file.Path}, columns '{place.X}' and '{place.Y}'");
            if (mapping is not { KeepsDoublePoints: true })
                file.RequireDistinctPoints(place.X, place.Y);
        }
    }

    /// <summary>Name of the survey.</summary>
    public string Name { get; }

    /// <summary>System of the coordinates.</summary>
    public Crs Crs { get; }

    /// <summary>The columns that hold the place of a point: eastings (or longitudes) and northings (or latitudes).</summary>
    internal (string X, string Y) PlaceColumns => _place;

    /// <summary>The columns, with units where the description gives them.</summary>
    public IReadOnlyList<DataField> Fields { get; }

    /// <summary>Opens the tables below a folder of a data package, such as "sheets" or "primary/gravity", one file a sheet.</summary>
    /// <param name="package">The package; size and SHA-256 of each file are checked.</param>
    /// <param name="folder">Folder within the package.</param>
    /// <param name="sheets">Only these sheets (file names without extension); null for all.</param>
    public static SurveyTable Open(DataPackage package, string folder, IReadOnlyCollection<string>? sheets = null)
    {
        var resources = package.ResourcesUnder(folder)
            .Where(resource => sheets is null || sheets.Contains(Path.GetFileNameWithoutExtension(resource.Path))).ToList();
        var name = $"{package.Name}/{folder}";
        var schema = resources.FirstOrDefault()?.Schema;
        var mapping = schema?.Mapping is { } json ? TableMapping.OfJson(json.GetRawText(), $"{name}, \"mapping\"") : null;
        var fields = (schema?.Fields ?? []).Select(field => mapping?.Columns.FirstOrDefault(column => column.Source == field.Name) is { } column
            ? field with { Name = column.Name ?? field.Name, Unit = column.Unit ?? field.Unit }
            : field);
        return new(name, package.CoordinateSystem, [.. resources.Select(package.PathOf)], [.. fields], ("x", "y"), mapping);
    }

    /// <summary>Opens one file of points.</summary>
    /// <param name="path">Any table that <see cref="SurveyImport"/> knows: Parquet, CSV with any delimiter, decimal mark and encoding, Geosoft XYZ; also compressed. What is
    /// neither Parquet nor plain CSV is imported once, and the import kept in the user's cache until the file changes.</param>
    /// <param name="crs">System of its coordinates.</param>
    /// <param name="x">Column of eastings, in metres.</param>
    /// <param name="y">Column of northings, in metres.</param>
    /// <param name="mapping">Names, units, factors, missing values; <paramref name="x"/> and <paramref name="y"/> are names that it gives.</param>
    public static SurveyTable OpenFile(string path, Crs crs, string x = "x", string y = "y", TableMapping? mapping = null) =>
        new(Path.GetFileName(path), crs, [path], mapping is { Columns.Count: > 0, OnlyMapped: true } ? mapping.Fields : [], (x, y), mapping);

    /// <summary>Number of rows over all files.</summary>
    public long RowCount => _files.Sum(file =>
    {
        using var rows = file.Query($"SELECT count(*) FROM {file.Relation}");
        return rows.Read() ? rows.GetInt64(0) : 0;
    });

    /// <summary>The points that have a value in a column, file after file, row after row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="where">A condition on other columns in SQL, such as <c>tie = 0</c>.</param>
    /// <exception cref="InvalidDataException">There is no such column, it holds text, or no row has a value.</exception>
    public PointSet Points(string column, string? where = null)
    {
        var (xs, ys, values) = (new List<double>(), new List<double>(), new List<float>());
        foreach (var file in _files)
        {
            file.RequireNumbers(column);
            var value = file.Number(column);
            using var rows = file.Query(
                $"SELECT {file.Number(_place.X)}, {file.Number(_place.Y)}, {value} FROM {file.Relation} WHERE {value} IS NOT NULL AND NOT isnan({value}){(where is null ? "" : $" AND ({where})")} ORDER BY \"{SurveyFile.RowNumber}\"");
            while (rows.Read())
            {
                xs.Add(rows.GetDouble(0));
                ys.Add(rows.GetDouble(1));
                values.Add((float)rows.GetDouble(2));
            }
        }
        if (values.Count == 0)
            throw new InvalidDataException($"'{Name}', column '{column}': expected values; all {RowCount.ToString(CultureInfo.InvariantCulture)} rows are blank");
        return new([.. xs], [.. ys], [.. values], column, Fields.FirstOrDefault(field => field.Name == column)?.Unit ?? "1", Crs);
    }

    /// <summary>
    /// The samples that have a value in a column, by flight line and fiducial, for despiking and levelling. Lines of one number in two files are two lines.
    /// </summary>
    /// <param name="column">The column of measured values.</param>
    /// <param name="lineColumn">Column of whole line numbers.</param>
    /// <param name="fiducialColumn">Column that counts the samples of a line in the order of flight.</param>
    /// <param name="tieColumn">Column that is not 0 on tie lines; null for a survey without tie lines.</param>
    /// <exception cref="InvalidDataException">There is no such column, it holds text, a sample has no line number or no fiducial, two share one, or no row has a value.</exception>
    public LineSet Lines(string column, string lineColumn = "line", string fiducialColumn = "fiducial", string? tieColumn = "tie")
    {
        var (xs, ys, values, fiducials) = (new List<double>(), new List<double>(), new List<float>(), new List<double>());
        var (numbers, ties, surveys) = (new List<long>(), new List<bool>(), new List<int>());
        for (var survey = 0; survey < _files.Count; survey++)
        {
            var file = _files[survey];
            foreach (var needed in new[] { column, lineColumn, fiducialColumn, tieColumn }.OfType<string>())
                file.RequireNumbers(needed);
            var value = file.Number(column);
            using var rows = file.Query(
                $"SELECT {file.Number(_place.X)}, {file.Number(_place.Y)}, {value}, {file.Number(lineColumn)}, {file.Number(fiducialColumn)}, {(tieColumn is null ? "0" : $"coalesce({file.Number(tieColumn)}, 0)")}, \"{SurveyFile.RowNumber}\" FROM {file.Relation} WHERE {value} IS NOT NULL AND NOT isnan({value}) ORDER BY \"{SurveyFile.RowNumber}\"");
            while (rows.Read())
            {
                foreach (var (field, name) in new[] { (3, lineColumn), (4, fiducialColumn) })
                    if (rows.IsDBNull(field) || !double.IsFinite(rows.GetDouble(field)) || (field == 3 && rows.GetDouble(field) != Math.Round(rows.GetDouble(field))))
                        throw new InvalidDataException(
                            $"{file.Path}: row {rows.GetInt64(6).ToString(CultureInfo.InvariantCulture)}, column '{name}': expected {(field == 3 ? "a whole line number" : "a number")}; found {(rows.IsDBNull(field) ? "a blank" : rows.GetDouble(field).ToString(CultureInfo.InvariantCulture))}");
                xs.Add(rows.GetDouble(0));
                ys.Add(rows.GetDouble(1));
                values.Add((float)rows.GetDouble(2));
                numbers.Add((long)rows.GetDouble(3));
                fiducials.Add(rows.GetDouble(4));
                ties.Add(rows.GetDouble(5) != 0);
                surveys.Add(survey);
            }
        }
        if (values.Count == 0)
            throw new InvalidDataException($"'{Name}', column '{column}': expected values; all {RowCount.ToString(CultureInfo.InvariantCulture)} rows are blank");
        return LineSet.Of(
            [.. xs], [.. ys], [.. values], [.. numbers], [.. fiducials], [.. ties], column, Fields.FirstOrDefault(field => field.Name == column)?.Unit ?? "1", Crs, [.. surveys]);
    }

    /// <summary>Rows as a data frame: every n-th row of all files, or all of them. All rows of Parquet are decoded straight into the frame's memory.</summary>
    /// <param name="maximumRows">At most about so many rows, spread evenly; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="columns">The columns, of words too; none for all that hold numbers.</param>
    public DataFrame ToDataFrame(int maximumRows = 10_000, params IReadOnlyList<string> columns)
    {
        IReadOnlyList<string> names = columns.Count > 0 ? columns : [_place.X, _place.Y, .. Fields.Where(field => field.Type != "string").Select(field => field.Name).Where(name => name != _place.X && name != _place.Y)];
        var every = Math.Max(1, (RowCount + maximumRows - 1) / maximumRows);
        if (every == 1 && !names.Any(IsText) && _files.All(file => file.QueriedPath.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var file in _files)
                foreach (var name in names)
                    file.RequireNumbers(name);
            if (ParquetFrame.Load([.. _files.Select(file => file.QueriedPath)], names) is { } whole)
                return whole;
        }
        var data = names.Select(name => (DataFrameColumn)(IsText(name) ? new StringDataFrameColumn(name) : new DoubleDataFrameColumn(name))).ToArray();
        foreach (var file in _files)
        {
            foreach (var name in names.Where(name => !IsText(name)))
                file.RequireNumbers(name);
            using var rows = file.Query(
                $"SELECT {string.Join(", ", names.Select(name => IsText(name) ? SurveyFile.Quoted(name) : file.Number(name)))} FROM {file.Relation} WHERE (\"{SurveyFile.RowNumber}\" - 1) % {every.ToString(CultureInfo.InvariantCulture)} = 0 ORDER BY \"{SurveyFile.RowNumber}\"");
            while (rows.Read())
                for (var i = 0; i < data.Length; i++)
                    if (data[i] is StringDataFrameColumn words)
                        words.Append(rows.IsDBNull(i) ? null : rows.GetString(i));
                    else
                        ((DoubleDataFrameColumn)data[i]).Append(rows.IsDBNull(i) || double.IsNaN(rows.GetDouble(i)) ? null : rows.GetDouble(i));
        }
        return new(data);
    }

    private bool IsText(string column) => _files[0].IsText(column);

    /// <summary>Count, share of blanks, and spread of each column: the first look at a sheet.</summary>
    /// <returns>One row a column: name, unit, values, blank share, minimum, 5 %, median, 95 %, maximum.</returns>
    public DataFrame Summarise()
    {
        var relation = string.Join(" UNION ALL BY NAME ", _files.Select(file => $"SELECT * FROM {file.Relation}"));
        var statistics = new List<double[]>();
        foreach (var field in Fields)
        {
            var value = _files[0].Number(field.Name);
            using var rows = _files[0].Query(
                $"SELECT count(v), count(*), min(v), approx_quantile(v, 0.05), approx_quantile(v, 0.5), approx_quantile(v, 0.95), max(v) FROM (SELECT CASE WHEN isnan({value}) THEN NULL ELSE {value} END AS v FROM ({relation}))");
            rows.Read();
            var numbers = Enumerable.Range(0, 7).Select(i => rows.IsDBNull(i) ? double.NaN : Convert.ToDouble(rows.GetValue(i), CultureInfo.InvariantCulture)).ToArray();
            statistics.Add([numbers[0], 1 - numbers[0] / numbers[1], .. numbers[2..]]);
        }
        string[] titles = ["values", "blank share", "minimum", "5 %", "median", "95 %", "maximum"];
        return new(
        [
            new StringDataFrameColumn("column", Fields.Select(field => field.Name)),
            new StringDataFrameColumn("unit", Fields.Select(field => field.Unit ?? "")),
            .. titles.Select((title, i) => new DoubleDataFrameColumn(title, statistics.Select(row => row[i]))),
        ]);
    }
}
