using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using SkiaSharp;

namespace GeoNotebooks.Tests.Figures;

/// <summary>A decoded PNG of a map, with the places of its data: what the tests look at instead of a person.</summary>
internal sealed class Picture : IDisposable
{
    private readonly SKBitmap _bitmap;
    private readonly SKRect _data;

    public Picture(MapFigure map, int width = 1000)
    {
        _bitmap = SKBitmap.Decode(map.ToPng(width));
        var scale = width / 1000f;
        var data = MapPainter.DataArea(map, new SKRect(0, 0, 1000, _bitmap.Height / scale));
        _data = new SKRect(data.Left * scale, data.Top * scale, data.Right * scale, data.Bottom * scale);
    }

    public SKRect Data => _data;

    public static FigureSource Source { get; } = FigureSource.Measured("test");

    /// <summary>The colour at fractions of the data area: 0, 0 is its north-west corner.</summary>
    public Rgb At(double east, double south)
    {
        var colour = _bitmap.GetPixel((int)(_data.Left + _data.Width * east), (int)(_data.Top + _data.Height * south));
        return new(colour.Red, colour.Green, colour.Blue);
    }

    /// <summary>How many pixels of the data area have exactly a colour.</summary>
    public int Count(Rgb colour) => Count(colour, _data.Left, _data.Right);

    /// <summary>The same for the key, to the right of the data area.</summary>
    public int CountInKey(Rgb colour) => Count(colour, _data.Right + 1, _bitmap.Width);

    private int Count(Rgb colour, float left, float right)
    {
        var count = 0;
        for (var y = (int)_data.Top; y < _data.Bottom; y++)
            for (var x = (int)left; x < right; x++)
                if (_bitmap.GetPixel(x, y) == new SKColor(colour.Red, colour.Green, colour.Blue))
                    count++;
        return count;
    }

    public static Grid GridOf(int rows, int columns, Func<int, int, float> value, double cell = 200)
    {
        var geometry = new GridGeometry(rows, columns, 25_500_000, 6_900_000, cell, cell, Crs.Pulkovo1942GaussKruger25);
        return new(geometry, [.. Enumerable.Range(0, rows * columns).Select(i => value(i / columns, i % columns))], "field", "nT");
    }

    public static void Near(Rgb expected, Rgb found, int tolerance = 2) => Xunit.Assert.True(
        Math.Abs(expected.Red - found.Red) <= tolerance && Math.Abs(expected.Green - found.Green) <= tolerance && Math.Abs(expected.Blue - found.Blue) <= tolerance,
        $"expected about {expected}, found {found}");

    public void Dispose() => _bitmap.Dispose();
}
