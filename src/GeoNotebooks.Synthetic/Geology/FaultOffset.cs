using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>What slip and throw of faults do to a field that the rocks beside them are drawn from.</summary>
internal static class FaultOffset
{
    /// <summary>The field after all faults have moved; positive throw lifts the right-hand side, and so lowers the level that shows there.</summary>
    /// <param name="torus">Where the nodes lie.</param>
    /// <param name="faults">The faults, all of one age.</param>
    /// <param name="field">The field before.</param>
    /// <param name="decayMetres">Distance over which the slip of a fault dies out beside it.</param>
    public static float[] Apply(Torus torus, IReadOnlyList<Fault> faults, float[] field, Func<Fault, double> decayMetres)
    {
        var east = new float[torus.Count];
        var north = new float[torus.Count];
        var lift = new float[torus.Count];
        foreach (var fault in faults)
        {
            var (sin, cos) = Math.SinCos(fault.AzimuthDegrees * Math.PI / 180);
            var decay = decayMetres(fault);
            fault.Visit(torus, 3 * decay, (index, across, along) =>
            {
                // Slip dies out towards the ends of the trace and away from it; half of it lies on each side.
                var taper = Math.Sqrt(Math.Max(0, 4 * along / fault.Length * (1 - along / fault.Length)));
                var reach = Math.Abs(across) / decay;
                var share = 0.5 * Math.Sign(across) * taper * Math.Exp(-reach) * (1 - reach / 3);
                east[index] += (float)(share * -fault.Slip * sin);
                north[index] += (float)(share * -fault.Slip * cos);
                lift[index] += (float)(share * -fault.Throw);
            });
        }
        return torus.Fill(i => torus.At(
            field, torus.Geometry.X(i % torus.Columns) - east[i], torus.Geometry.Y(i / torus.Columns) - north[i]) + lift[i]);
    }
}
