using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>OGC GeoPackage: <see cref="GeoPackage"/> does the work.</summary>
internal sealed class GeoPackageFormat : IVectorFormat
{
    public string Name => "geopackage";

    public string Title => "GeoPackage";

    public IReadOnlyList<string> Extensions { get; } = [".gpkg"];

    public Action<string, VectorLayer>? Write { get; } = (path, layer) => GeoPackage.Write(path, [layer]);

    public bool Recognises(GridContent content) => content.Head.AsSpan().StartsWith("SQLite format 3\0"u8);

    public VectorLayer Read(GridContent content, string? layer) => GeoPackage.Read(content.Path, layer);
}
