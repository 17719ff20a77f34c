using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Primary points of one quantity: where it was measured and what was found. The three arrays run in parallel, in the order of
/// the survey's table; points without a value have already been left out.
/// </summary>
/// <param name="X">Eastings in metres.</param>
/// <param name="Y">Northings in metres.</param>
/// <param name="Values">Measured values.</param>
/// <param name="Name">The column they come from.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Crs">System of the coordinates.</param>
public sealed record PointSet(double[] X, double[] Y, float[] Values, string Name, string Unit, Crs Crs)
{
    /// <summary>Number of points.</summary>
    public int Count => Values.Length;

    /// <summary>The smallest rectangle about all points, in the coordinates of <see cref="Crs"/>; null (<see cref="Envelope.IsNull"/>) where there are none.</summary>
    public Envelope Bounds
    {
        get
        {
            var bounds = new Envelope();
            for (var i = 0; i < Count; i++)
                bounds.ExpandToInclude(X[i], Y[i]);
            return bounds;
        }
    }
}
