using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>Vector layers in files of any format that we know. A format is recognised by content, never by name.</summary>
public static class VectorFile
{
    /// <summary>All formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<IVectorFormat> Formats { get; } =
        [new ShapefileFormat(), new GeoPackageFormat(), new MifFormat(), new TabFormat(), new GeoJsonFormat()];

    /// <summary>Reads a layer of any format.</summary>
    /// <param name="path">The file: of a shapefile the .shp, of MapInfo the .mif or .tab.</param>
    /// <param name="layer">Name of the layer; may be left out where the file holds one.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">No format that we know, or a broken file: one sentence.</exception>
    public static VectorLayer Read(string path, string? layer = null)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: expected a vector layer; there is no such file", path);
        using var content = GridContent.OfFile(path);
        return Read(content, layer);
    }

    /// <summary>Reads a layer of any format. Whatever a library throws at a damaged file leaves here as one sentence.</summary>
    public static VectorLayer Read(GridContent content, string? layer = null)
    {
        var format = FormatOf(content);
        try
        {
            return format.Read(content, layer);
        }
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException or UnauthorizedAccessException or FileNotFoundException))
        {
            throw content.Broken($"expected a whole {format.Title}; it is damaged ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    /// <summary>The format of a file, by its content.</summary>
    /// <exception cref="InvalidDataException">None that we know.</exception>
    public static IVectorFormat FormatOf(GridContent content) =>
        Formats.FirstOrDefault(format => format.Recognises(content))
        ?? throw content.Broken($"expected a vector layer ({string.Join(", ", Formats.Select(format => format.Title))}); it begins like none of them");

    /// <summary>Writes a layer; an older file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="format">Name of a format; null takes the one of the extension.</param>
    /// <exception cref="ArgumentException">No such format, one that is only read, or a layer that it cannot hold.</exception>
    public static void Write(string path, VectorLayer layer, string? format = null)
    {
        var chosen = format is null
            ? Formats.FirstOrDefault(f => f.Write is not null && f.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            : Formats.FirstOrDefault(f => f.Name == format);
        if (chosen?.Write is not { } write)
            throw new ArgumentException(
                $"{path}: expected a format that can be written ({string.Join(", ", Formats.Where(f => f.Write is not null).Select(f => f.Name))}); found {(format is null ? $"the extension '{Path.GetExtension(path)}'" : $"'{format}'")}");
        write(path, layer);
    }

    /// <summary>The name of the layer in a file that holds one; another name that was asked for is refused.</summary>
    internal static string OnlyLayer(GridContent content, string? asked)
    {
        var name = Path.GetFileNameWithoutExtension(content.Path);
        return asked is null || asked == name ? name : throw content.Broken($"expected a layer '{asked}'; found {name}");
    }

    /// <summary>A file of the same stem, whatever the case of its extension.</summary>
    internal static GridContent? Companion(GridContent content, string extension)
    {
        var stem = Path.GetFileNameWithoutExtension(content.Path);
        return content.Beside(stem + extension) ?? content.Beside(stem + extension.ToUpperInvariant());
    }

    /// <summary>All bytes of a companion that is small by nature, such as a .prj.</summary>
    internal static byte[]? SmallCompanion(GridContent content, string extension, int atMost = 1 << 16)
    {
        using var companion = Companion(content, extension);
        if (companion is null)
            return null;
        if (companion.Length > atMost)
            throw companion.Broken($"expected at most {atMost} bytes; found {companion.Length}");
        var bytes = new byte[companion.Length];
        companion.Read(0, bytes);
        return bytes;
    }
}
