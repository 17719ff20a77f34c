using System.Globalization;

namespace GeoNotebooks.Features;

/// <summary>One transform on the way from a column to a channel, as a card keeps it: its name and all its parameters, so that two channels of one name can be told apart.</summary>
/// <param name="Name">Name of the transform, such as "reduction-to-pole".</param>
/// <param name="Parameters">Its parameters by name, in the unit that the name says.</param>
public sealed record ChannelStep(string Name, IReadOnlyDictionary<string, double> Parameters)
{
    /// <summary>"gaussian high pass, wavelengthMetres 15000".</summary>
    public override string ToString() =>
        string.Join(", ", Parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key} {parameter.Value:0.######}")).Prepend(Name.Replace('-', ' ')));
}
