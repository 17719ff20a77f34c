namespace GeoNotebooks.Surveys;

/// <summary>A sample that <see cref="Despiking"/> changed, and why.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Index">Its index in the set.</param>
/// <param name="Value">The measured value, in the unit of the set.</param>
/// <param name="Replacement">What stands there now: the cubic through its four neighbours.</param>
/// <param name="Deviations">Its fourth difference in robust standard deviations of those about it.</param>
/// <param name="ExplainedShare">Share of the energy of the five fourth differences about it that one wrong sample explains.</param>
public sealed record Spike(FlightLine Line, int Index, float Value, float Replacement, double Deviations, double ExplainedShare);
