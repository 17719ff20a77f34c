using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>One source found by Euler deconvolution in one window.</summary>
/// <param name="X">Easting in metres.</param>
/// <param name="Y">Northing in metres.</param>
/// <param name="DepthMetres">Depth below the level of the measurements, positive down.</param>
/// <param name="BaseLevel">Regional value about the source, in the field's unit; NaN for index 0, where a constant of the contact takes its place.</param>
/// <param name="DepthErrorMetres">Standard error of the depth from the least squares.</param>
/// <param name="PositionErrorMetres">Standard error of the position: the root of the sum of the squares of those of easting and northing; of a two-dimensional source the one across strike.</param>
/// <param name="TwoDimensional">The field does not change along strike within the window: the place along strike is the window's own.</param>
/// <param name="WindowX">Easting of the window's centre.</param>
/// <param name="WindowY">Northing of the window's centre.</param>
public sealed record EulerSolution(
    double X, double Y, double DepthMetres, double BaseLevel, double DepthErrorMetres, double PositionErrorMetres, bool TwoDimensional, double WindowX, double WindowY);

/// <summary>What an Euler deconvolution found, and what became of the windows that gave nothing: the four counts and the solutions add up to the windows.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="StructuralIndex">The index that was chosen.</param>
/// <param name="WindowMetres">Width and height of the window from its first node to its last.</param>
/// <param name="Solutions">The accepted ones, row after row of windows from the north-west.</param>
/// <param name="Windows">Windows in all.</param>
/// <param name="Blank">Windows with a blank node: not solved.</param>
/// <param name="Unsolvable">Windows whose equations do not fix a source, such as over a flat field.</param>
/// <param name="TooFar">Solutions above the measurements, too deep, or too far from their window.</param>
/// <param name="TooUncertain">Solutions whose depth has too large an error.</param>
public sealed record EulerSolutions(
    string Name, double StructuralIndex, (double East, double North) WindowMetres, IReadOnlyList<EulerSolution> Solutions,
    int Windows, int Blank, int Unsolvable, int TooFar, int TooUncertain)
{
    /// <summary>One row a solution: x, y, depth, base level, errors of depth and position, whether two-dimensional, centre of the window; metres throughout but for the base level.</summary>
    public DataFrame ToDataFrame()
    {
        DoubleDataFrameColumn Column(string name, Func<EulerSolution, double> value) => new(name, Solutions.Select(value));
        return new(
            Column("x", solution => solution.X), Column("y", solution => solution.Y), Column("depth", solution => solution.DepthMetres),
            Column("base level", solution => solution.BaseLevel), Column("depth error", solution => solution.DepthErrorMetres),
            Column("position error", solution => solution.PositionErrorMetres),
            new BooleanDataFrameColumn("two-dimensional", Solutions.Select(solution => solution.TwoDimensional)), Column("window x", solution => solution.WindowX), Column("window y", solution => solution.WindowY));
    }
}
