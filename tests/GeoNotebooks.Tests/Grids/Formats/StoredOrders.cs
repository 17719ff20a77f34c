using GeoNotebooks.Grids;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>
/// A map of two rows and three columns, "abc" in the north and "def" in the south, in each of the eight orders of Geosoft's formats, written out by hand from the
/// description of the orders: the corner of the first value, then the turn from one vector to the next.
/// </summary>
internal static class StoredOrders
{
    public const string Map = "abcdef";

    public static readonly IReadOnlyDictionary<int, string[]> Vectors = new Dictionary<int, string[]>
    {
        [1] = ["def", "abc"],
        [-1] = ["da", "eb", "fc"],
        [2] = ["ad", "be", "cf"],
        [-2] = ["abc", "def"],
        [3] = ["cba", "fed"],
        [-3] = ["cf", "be", "ad"],
        [4] = ["fc", "eb", "da"],
        [-4] = ["fed", "cba"],
    };

    /// <summary>The number that a letter stands for; 'e' is the hole.</summary>
    public static double Value(char letter) => letter == 'e' ? double.NaN : 10 * (letter - 'a') + 3;

    /// <summary>The map as a reader must give it back.</summary>
    public static float[] Values => [.. Map.Select(letter => (float)Value(letter))];

    /// <summary>Place of a node, reckoned from the bottom left one, about which the grid is turned.</summary>
    public static (double X, double Y) Place(double x, double y, double stepX, double stepY, double rotationDegrees, int rows, int row, int column)
    {
        var place = new System.Numerics.Complex(column * stepX, (rows - 1 - row) * stepY) * System.Numerics.Complex.FromPolarCoordinates(1, rotationDegrees * Math.PI / 180);
        return (x + place.Real, y + place.Imaginary);
    }

    /// <summary>Fails where a node lies elsewhere than <see cref="Place"/> says.</summary>
    public static void LiesAt(GridGeometry geometry, double x, double y, double stepX, double stepY, double rotationDegrees)
    {
        for (var row = 0; row < geometry.Rows; row++)
            for (var column = 0; column < geometry.Columns; column++)
            {
                var expected = Place(x, y, stepX, stepY, rotationDegrees, geometry.Rows, row, column);
                var found = geometry.Position(row, column);
                Xunit.Assert.Equal(expected.X, found.X, 1e-6);
                Xunit.Assert.Equal(expected.Y, found.Y, 1e-6);
            }
    }
}
