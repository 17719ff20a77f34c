namespace GeoNotebooks.Surveys;

/// <summary>A place where a flight line and a tie line measured the same ground twice.</summary>
/// <param name="Line">Index of the flight line among the lines of the set.</param>
/// <param name="Tie">Index of the tie line.</param>
/// <param name="X">Easting in metres.</param>
/// <param name="Y">Northing in metres.</param>
/// <param name="LineSample">Place on the flight line: index of the sample before, and the fraction of the way to the next.</param>
/// <param name="TieSample">The same on the tie line.</param>
/// <param name="LineValue">Value of the flight line there, linear between the two samples.</param>
/// <param name="TieValue">Value of the tie line.</param>
/// <param name="GradientPerMetre">Magnitude of the horizontal gradient, from the slopes along both lines.</param>
public readonly record struct Crossover(
    int Line, int Tie, double X, double Y, double LineSample, double TieSample, double LineValue, double TieValue, double GradientPerMetre)
{
    /// <summary>Flight line less tie line.</summary>
    public double Difference => LineValue - TieValue;
}
