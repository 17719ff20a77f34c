namespace GeoNotebooks.Surveys;

/// <summary>
/// How fine a cell the spacing of a survey supports. Lines alias wavelengths below twice their spacing (Reid 1980, Geophysics 45, 973-976); at a quarter of the spacing that
/// shortest wavelength has eight nodes, and a finer cell adds none that was measured.
/// </summary>
internal static class FinestCell
{
    private const double ShareOfSpacing = 0.25;

    /// <summary>A spacing that was measured is not known to the last digit.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The finest cell, in metres.</summary>
    /// <param name="spacingMetres">Distance between lines, or between stations.</param>
    public static double Metres(double spacingMetres) => ShareOfSpacing * spacingMetres;

    /// <summary>Why a cell is too fine, in one sentence; null where it is not, or where the spacing is not known (NaN).</summary>
    /// <param name="cellMetres">Distance between the nodes of a grid.</param>
    /// <param name="spacingMetres">Distance between lines, or between stations.</param>
    /// <param name="onLines">Whether the points lie on lines.</param>
    public static string? Warning(double cellMetres, double spacingMetres, bool onLines) => cellMetres < Metres(spacingMetres) * (1 - Tolerance)
        ? FormattableString.Invariant(
            $"a cell of {cellMetres:0.##} m is finer than a quarter of the spacing of the {(onLines ? "lines" : "points")} ({spacingMetres:0} m): nothing was measured between them at that scale, so the nodes there show the gridding method{(onLines ? ", and beads along the lines look like geology" : "")}; take {Metres(spacingMetres):0} m or more")
        : null;
}
