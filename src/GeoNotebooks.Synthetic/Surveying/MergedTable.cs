using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>A parameter of the contractor's merged table.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Description">What it is, and what to mind about it.</param>
internal sealed record Parameter(string Name, string Unit, string Description);

/// <summary>
/// The contractor's merged table: every quantity at the samples of the flight lines (tie lines left out). Airborne quantities are the samples themselves, the others were
/// interpolated from the contractor's grids.
/// </summary>
internal static class MergedTable
{
    public static IReadOnlyList<Parameter> Parameters { get; } = ParametersFrom("stream sediments");

    /// <summary>The parameters, where the geochemical samples were taken of something.</summary>
    public static IReadOnlyList<Parameter> ParametersFrom(string medium) =>
    [
        new("elevation", "m", "height of the ground above sea level"),
        new("radar_altitude", "m", "height of the aircraft above the ground"),
        new("gravity_bouguer", "mGal", "Bouguer anomaly, 2.67 g/cm3, from stations about 2 km apart"),
        new("gravity_regional", "mGal", "smoothed Bouguer anomaly"),
        new("gravity_residual", "mGal", "Bouguer anomaly less the regional one"),
        new("gravity_vertical_gradient", "mGal/km", "derivative downward"),
        new("gravity_horizontal_gradient", "mGal/km", "size of the horizontal gradient"),
        new("gravity_tilt", "rad", "angle of the vertical over the horizontal gradient"),
        new("gravity_entropy", "bit", "Shannon entropy of the residual in 3 x 3 km"),
        new("magnetic_anomaly", "nT", "total field less the reference field"),
        new("magnetic_rtp", "nT", "reduced to the pole, as if all magnetisation were induced"),
        new("magnetic_local", "nT", "reduced to the pole, less its smooth part"),
        new("magnetic_vertical_gradient", "nT/km", "derivative downward of the field reduced to the pole"),
        new("magnetic_horizontal_gradient", "nT/km", "size of the horizontal gradient of the field reduced to the pole"),
        new("magnetic_tilt", "rad", "angle of the vertical over the horizontal gradient"),
        new("magnetic_analytic_signal", "nT/km", "size of the full gradient"),
        new("magnetic_entropy", "bit", "Shannon entropy of the local anomaly in 3 x 3 km"),
        new("potassium", "%", "potassium, single samples"),
        new("uranium", "ppm", "equivalent uranium, single samples"),
        new("thorium", "ppm", "equivalent thorium, single samples"),
        new("dose_rate", "nGy/h", "dose rate in the air from the three radioelements"),
        new("uranium_thorium_ratio", "1", "ratio of single samples: noisy"),
        new("thorium_potassium_ratio", "ppm/%", "ratio of gridded values"),
        .. Element.All.Select(element => new Parameter(element.Name, "ppm", $"{medium}, interpolated")),
    ];

    /// <summary>The columns of one sheet, (parameter, row), and the rows of the airborne table that they belong to.</summary>
    public static (float[][] Columns, int[] Rows) Of(Torus torus, AirborneTable airborne, ContractorGrids grids)
    {
        var rows = Enumerable.Range(0, airborne.X.Count).Where(i => airborne.Tie[i] == 0).ToArray();
        var columns = new float[Parameters.Count][];
        var magnetic = Contractor.Despiked(airborne);
        var interpolated = new float[]?[]
        {
            null, null, grids.Gravity, grids.GravityRegional, grids.GravityResidual, grids.GravityVertical, grids.GravityHorizontal, grids.GravityTilt, grids.GravityEntropy,
            null, grids.ReducedToPole, grids.MagneticLocal, grids.MagneticVertical, grids.MagneticHorizontal, grids.MagneticTilt, grids.AnalyticSignal, grids.MagneticEntropy,
        };
        Parallel.For(0, columns.Length, p =>
        {
            var column = new float[rows.Length];
            columns[p] = column;
            var grid = p < interpolated.Length ? interpolated[p] : p >= 23 ? grids.Elements[p - 23] : null;
            for (var k = 0; k < rows.Length; k++)
            {
                var i = rows[k];
                column[k] = grid is not null ? torus.At(grid, airborne.X[i], airborne.Y[i]) : p switch
                {
                    0 => airborne.Elevation[i],
                    1 => airborne.RadarAltitude[i],
                    9 => magnetic[i],
                    17 => airborne.Potassium[i],
                    18 => airborne.Uranium[i],
                    19 => airborne.Thorium[i],
                    20 => AirborneTable.Dose(airborne.Potassium[i], airborne.Uranium[i], airborne.Thorium[i]),
                    21 => airborne.Uranium[i] / airborne.Thorium[i],
                    _ => torus.At(grids.Thorium, airborne.X[i], airborne.Y[i]) / torus.At(grids.Potassium, airborne.X[i], airborne.Y[i]),
                };
            }
        });
        return (columns, rows);
    }
}
