namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The bytes of a grid file, on disk or in memory, with the files that lie beside it. Readers ask it for what they need and are told in one sentence
/// where the file holds less: no reader allocates by the word of a header before <see cref="RequireLength"/> has held it against the file.
/// </summary>
public sealed class GridContent : IDisposable
{
    /// <summary>As many bytes as <see cref="Head"/> holds at most.</summary>
    public const int HeadLength = 4096;

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle? _file;
    private readonly byte[]? _bytes;
    private readonly IReadOnlyDictionary<string, byte[]> _companions;

    private GridContent(string path, Microsoft.Win32.SafeHandles.SafeFileHandle? file, byte[]? bytes, IReadOnlyDictionary<string, byte[]>? companions)
    {
        (Path, _file, _bytes, _companions) = (path, file, bytes, companions ?? new Dictionary<string, byte[]>());
        Length = file is null ? bytes!.Length : RandomAccess.GetLength(file);
        Head = new byte[(int)Math.Min(HeadLength, Length)];
        Read(0, Head);
    }

    /// <summary>Path of the file, for messages and for the names of files beside it.</summary>
    public string Path { get; }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    /// <summary>The first bytes, by which a format is recognised.</summary>
    public byte[] Head { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static GridContent OfFile(string path) => File.Exists(path)
        ? new(path, File.OpenHandle(path, options: FileOptions.RandomAccess), null, null)
        : throw new FileNotFoundException($"{path}: expected a grid; there is no such file", path);

    /// <summary>Bytes in memory.</summary>
    /// <param name="path">What messages call them.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="companions">Files beside it by name.</param>
    public static GridContent OfBytes(string path, byte[] bytes, IReadOnlyDictionary<string, byte[]>? companions = null) => new(path, null, bytes, companions);

    /// <summary>Fills a span from a position; several threads may read at once.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public void Read(long position, Span<byte> into)
    {
        if (position < 0 || position > Length - into.Length)
            throw Short(position + into.Length, "bytes");
        if (_bytes is not null)
        {
            _bytes.AsSpan((int)position, into.Length).CopyTo(into);
            return;
        }

        while (into.Length > 0)
        {
            var read = RandomAccess.Read(_file!, into, position);
            if (read == 0)
                throw Short(position + into.Length, "bytes");
            position += read;
            into = into[read..];
        }
    }

    /// <summary>The file as a stream from its beginning; dispose of it.</summary>
    public Stream OpenStream() => _bytes is not null ? new MemoryStream(_bytes, writable: false) : new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    /// <summary>Throws where the file is shorter than what its header declares.</summary>
    /// <param name="needed">Bytes that the whole file must have.</param>
    /// <param name="what">What needs them, such as "100 x 200 values of 8 bytes".</param>
    public void RequireLength(long needed, string what)
    {
        if (needed < 0 || needed > Length)
            throw Short(needed, what);
    }

    /// <summary>The place of a grid by the numbers of its header, which are held against sense first.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="west">Easting of the node of row 0, column 0.</param>
    /// <param name="north">Northing of that node.</param>
    /// <param name="cellWidth">Distance between columns.</param>
    /// <param name="cellHeight">Distance between rows.</param>
    /// <param name="rotationDegrees">Angle of the rows, counter-clockwise from the x axis.</param>
    /// <param name="crs">The system; null for a plane that is not named.</param>
    /// <exception cref="InvalidDataException">No rows or too many, a place or a distance that is none.</exception>
    public GridGeometry RequireGeometry(
        long rows, long columns, double west, double north, double cellWidth, double cellHeight, double rotationDegrees = 0, Crs? crs = null)
    {
        RequireCount(rows, columns);
        if (!(double.IsFinite(west) && double.IsFinite(north) && double.IsFinite(rotationDegrees)))
            throw Broken(FormattableString.Invariant($"expected the place of the first node; found {west}, {north}, rotated by {rotationDegrees} degrees"));
        if (!(cellWidth > 0 && cellHeight > 0 && double.IsFinite(west + cellWidth * columns) && double.IsFinite(north - cellHeight * rows)))
            throw Broken(FormattableString.Invariant($"expected a cell width and height above 0; found {cellWidth} x {cellHeight}"));
        return new((int)rows, (int)columns, west, north, cellWidth, cellHeight, crs ?? Crs.Local) { RotationDegrees = rotationDegrees };
    }

    /// <summary>The same for a grid that is placed by its south-west node and turned about it.</summary>
    public GridGeometry RequireGeometryFromSouthWest(
        long rows, long columns, double west, double south, double cellWidth, double cellHeight, double rotationDegrees = 0, Crs? crs = null)
    {
        var height = (rows - 1) * cellHeight;
        var (sine, cosine) = rotationDegrees == 0 ? (0, 1) : (double.SinPi(rotationDegrees / 180), double.CosPi(rotationDegrees / 180));
        return RequireGeometry(rows, columns, west - height * sine, south + height * cosine, cellWidth, cellHeight, rotationDegrees, crs);
    }

    /// <summary>Throws where a header gives no number of rows and columns that one grid may have; returns their product.</summary>
    public int RequireCount(long rows, long columns) =>
        rows is < 1 or > int.MaxValue || columns is < 1 or > int.MaxValue || rows * columns > Array.MaxLength
            ? throw Broken(FormattableString.Invariant($"expected 1 to {Array.MaxLength} nodes; its header says {rows} x {columns}"))
            : (int)(rows * columns);

    /// <summary>The file of this name in the same folder, or null. Names that lead out of the folder are not followed.</summary>
    public GridContent? Beside(string name)
    {
        if (name != System.IO.Path.GetFileName(name) || name is "" or "." or "..")
            return null;
        if (_bytes is not null)
            return _companions.TryGetValue(name, out var bytes) ? OfBytes(name, bytes, _companions) : null;
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, name);
        if (File.Exists(path))
            return OfFile(path);
        // P55.GRD and P55.PRJ come from systems that do not tell capitals apart.
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return Directory.EnumerateFiles(folder).FirstOrDefault(file => System.IO.Path.GetFileName(file).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other ? OfFile(other) : null;
    }

    /// <summary>One sentence on this file, for readers to throw; on one line, whatever it quotes of a damaged file.</summary>
    public InvalidDataException Broken(string sentence, Exception? inner = null) =>
        new(Path + ": " + string.Concat(sentence.Select(character => char.IsControl(character) ? ' ' : character)), inner);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private InvalidDataException Short(long needed, string what) => Broken(FormattableString.Invariant($"expected {needed} bytes ({what}); the file has {Length}: it is cut short, or its header is damaged"));
}
