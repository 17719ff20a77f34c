using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>A file format of vector layers: one class a format, listed in <see cref="VectorFile.Formats"/>.</summary>
public interface IVectorFormat
{
    /// <summary>The short name, such as "shapefile".</summary>
    string Name { get; }

    /// <summary>What people call it, such as "ESRI shapefile".</summary>
    string Title { get; }

    /// <summary>Extensions with their dot, the usual one first. They choose a format for writing; for reading the content does.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>True when the content is of this format, by its first bytes.</summary>
    bool Recognises(GridContent content);

    /// <summary>Reads a layer with its attributes and system.</summary>
    /// <param name="content">The file, with those beside it.</param>
    /// <param name="layer">Name of the layer; null where the file holds one.</param>
    /// <exception cref="InvalidDataException">One sentence: what was expected, what was found.</exception>
    VectorLayer Read(GridContent content, string? layer);

    /// <summary>Writes a layer to a path, replacing what stood there when the new file is whole; null where the format is only read.</summary>
    Action<string, VectorLayer>? Write { get; }
}
