using GeoNotebooks.Figures;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Reports;

/// <summary>The rasters of a <see cref="MapPage"/> within what the file may weigh: the heaviest are averaged first, for it is noise that weighs.</summary>
/// <param name="Layers">The score and the layers of the groups, in order.</param>
/// <param name="Light">Brightness of the relief, 0 to 1; null without relief.</param>
/// <param name="Entry">With which level of the slider a node enters.</param>
internal sealed record MapPageRasters(IReadOnlyList<MapPageRaster> Layers, MapPageRaster? Light, MapPageRaster Entry)
{
    private const int LargestSide = 16;
    private const double LightStep = 1.0 / 64;

    /// <summary>The rasters of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="levels">Its levels.</param>
    /// <param name="mostBytes">How long all of them may be together, in base64.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">They do not fit even as averages of 16 x 16 nodes.</exception>
    public static MapPageRasters Of(MapPage page, IReadOnlyList<BestGround.Level> levels, long mostBytes, CancellationToken cancellationToken)
    {
        var entry = MapPageRaster.Of(BestGround.EntryOf(page.Score.Grid, levels), 1, 1, 1);
        var layers = page.Groups.SelectMany(group => group.Layers).Prepend(page.Score).ToList();
        var makers = layers.Select(layer => (Func<int, MapPageRaster>)(side => MapPageRaster.Of(layer, side))).ToList();
        if (page.Relief is not null)
        {
            var light = LightOf(page.Relief);
            makers.Add(side => MapPageRaster.Of(BlockMean.Of(light, side), side, 0, LightStep));
        }
        var rasters = new MapPageRaster[makers.Count];
        Parallel.For(0, rasters.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => rasters[i] = makers[i](1));
        while (entry.Payload.Length + rasters.Sum(raster => (long)raster.Payload.Length) > mostBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var heaviest = Enumerable.Range(0, rasters.Length).MaxBy(i => rasters[i].Payload.Length);
            if (rasters[heaviest].Side == LargestSide)
                throw new InvalidDataException(FormattableString.Invariant(
                    $"map page '{page.Title}': expected {rasters.Length} rasters that fit into {page.MostBytes} bytes with all else; averages of {LargestSide} x {LargestSide} nodes are still too long"));
            rasters[heaviest] = makers[heaviest](2 * rasters[heaviest].Side);
        }
        return new(rasters[..layers.Count], page.Relief is null ? null : rasters[^1], entry);
    }

    /// <summary>Brightness as a share of the brightest slope's; flat ground is somewhat darker than that, so that lit slopes stand out.</summary>
    private static Grid LightOf(Grid relief)
    {
        var shading = new Hillshade(Strength: 0.5);
        var brightest = 1 + shading.Strength * (1 / Math.Sin(shading.AltitudeDegrees * Math.PI / 180) - 1);
        var shade = shading.Shade(relief);
        return relief with { Values = [.. shade.Select((light, node) => float.IsFinite(relief.Values[node]) ? (float)(light / brightest) : float.NaN)] };
    }
}
