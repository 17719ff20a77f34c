using System.Text;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids.Formats;

/// <summary>The .prj file beside a grid: one coordinate system as well-known text.</summary>
internal static class ProjectionFile
{
    private const int MostBytes = 1 << 16;

    /// <summary>The system that the .prj file beside a grid names, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no well-known text.</exception>
    public static Crs? Read(GridContent grid)
    {
        using var content = grid.Beside(Path.GetFileNameWithoutExtension(grid.Path) + ".prj");
        return content is null ? null : Parse(content);
    }

    /// <summary>
    /// Throws where a .prj file beside names another system: the grid would be read in a wrong system, or the file is that of a shapefile of the same name, which
    /// would be moved. Over an older grid it is that grid's own, and a new one takes its place where we can define the system.
    /// </summary>
    public static void RequireNoOther(string path, Crs crs)
    {
        var name = PathOf(path);
        if (!File.Exists(name) || (File.Exists(path) && CrsDefinition.WellKnownText(crs) is not null && !File.Exists(Path.ChangeExtension(path, ".shp"))))
            return;
        using var content = GridContent.OfFile(name);
        if (Parse(content) is var other && other != crs)
            throw new InvalidDataException($"{path}: expected no other system beside a grid in {crs}; {Path.GetFileName(name)} names {other}: take it away first");
    }

    /// <summary>Writes the .prj file beside a grid, for a system that we can define.</summary>
    public static void Write(string path, Crs crs)
    {
        if (CrsDefinition.WellKnownText(crs) is { } text)
            AtomicFile.WriteText(PathOf(path), text);
    }

    private static string PathOf(string path) => Path.ChangeExtension(path, ".prj");

    private static Crs Parse(GridContent content)
    {
        var bytes = content.Length <= MostBytes ? new byte[content.Length] : throw content.Broken($"expected one coordinate system as well-known text; the file has {content.Length} bytes");
        content.Read(0, bytes);
        var text = Encoding.UTF8.GetString(bytes).Trim('\uFEFF', '\0', ' ', '\t', '\r', '\n');
        return text.Contains('[', StringComparison.Ordinal) ? CrsDefinition.Read(text) : throw content.Broken("expected one coordinate system as well-known text; found none");
    }
}
