namespace GeoNotebooks.Figures;

/// <summary>
/// Where a surface is seen from, far away: lines that are parallel on the ground stay parallel on paper (orthographic projection). Ground lies east, north and up of the middle of the surface.
/// </summary>
internal readonly record struct SurfaceView
{
    private readonly double _east;
    private readonly double _north;
    private readonly double _sine;
    private readonly double _cosine;

    /// <param name="azimuthDegrees">Where the eye is, clockwise from grid north.</param>
    /// <param name="elevationDegrees">Height of the eye above the horizon.</param>
    public SurfaceView(double azimuthDegrees, double elevationDegrees)
    {
        // Forward on the ground is away from the eye.
        (_east, _north) = (-double.SinPi(azimuthDegrees / 180), -double.CosPi(azimuthDegrees / 180));
        (_sine, _cosine) = (double.SinPi(elevationDegrees / 180), double.CosPi(elevationDegrees / 180));
    }

    /// <summary>Whether the northern side is the farther one.</summary>
    public bool FarNorth => _north >= -1e-12;

    /// <summary>Whether the eastern side is the farther one.</summary>
    public bool FarEast => _east >= -1e-12;

    /// <summary>Whether heights can be told on paper: not from straight above.</summary>
    public bool ShowsHeight => _cosine > 0.05;

    /// <summary>The place on paper, x to the right and y upwards, in the unit of the ground.</summary>
    public (double X, double Y) Place(double east, double north, double up) =>
        (east * _north - north * _east, (east * _east + north * _north) * _sine + up * _cosine);

    /// <summary>Distance along the line of sight; the farther, the larger.</summary>
    public double Depth(double east, double north, double up) => (east * _east + north * _north) * _cosine - up * _sine;

    /// <summary>
    /// The cells of a grid, row 0 northernmost, each after all that it may hide. Of a surface with one height at each place, a cell can hide those alone that are farther away in both directions of
    /// the grid, or in one of them and level in the other, so whole rows and columns may be taken from the far side to the near one and nothing needs sorting (Anderson 1982, ACM Transactions on Graphics 1, 274-288).
    /// </summary>
    public IEnumerable<(int Row, int Column)> FarToNear(int rows, int columns)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                yield return (FarNorth ? i : rows - 1 - i, FarEast ? columns - 1 - j : j);
    }
}
