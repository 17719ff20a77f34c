using System.Globalization;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// A transform from one grid to another that can be asked for by name, and all that is known of it before it is done: what it needs, what it fits, what comes out.
/// Found in <see cref="GridTransforms"/>.
/// </summary>
/// <param name="Name">Its name, such as "upward-continuation".</param>
/// <param name="Title">What it makes, in a few words.</param>
/// <param name="Source">Who gave the formula.</param>
/// <param name="Fits">What the input must hold.</param>
/// <param name="ResultUnit">Unit of the result, in words.</param>
/// <param name="Uses">The parameters that it needs or takes; no others.</param>
public sealed record GridTransform(string Name, string Title, string Source, FieldKind Fits, string ResultUnit, IReadOnlyList<TransformUse> Uses)
{
    /// <summary>The work itself, on settings that are complete and a grid that fits: <see cref="Apply"/> sees to both.</summary>
    public required Func<Grid, TransformSettings, Grid> Compute { get; init; }

    /// <summary>One sentence of warning on complete settings that are allowed but doubtful for a grid; null where there is nothing to say.</summary>
    public Func<Grid, TransformSettings, string?> Advice { get; init; } = (_, _) => null;

    /// <summary>The settings with defaults in place of what is not given.</summary>
    /// <exception cref="ArgumentException">A required parameter is missing, or one is given that the transform does not take: one sentence.</exception>
    public TransformSettings Complete(TransformSettings settings)
    {
        foreach (var parameter in TransformParameter.All)
        {
            if (parameter.Read(settings) is not { } value)
                continue;
            if (!double.IsFinite(value))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Name}: expected a number as {parameter.Name}; found {value}"));
            if (!Uses.Any(use => use.Parameter == parameter))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Name} takes no {parameter.Name}{(Uses.Count == 0 ? "" : $", but {string.Join(", ", Uses)}")}; found {parameter.Name} {value}"));
        }
        foreach (var use in Uses)
        {
            if (use.Parameter.Read(settings) is not null)
                continue;
            if (use.IsRequired)
                throw new ArgumentException($"{Name} needs the {use.Parameter.Name} ({use.Parameter.Meaning}{(use.Parameter.Unit.Length == 0 ? "" : $"; {use.Parameter.Unit}")}); it is not given");
            if (use.Otherwise is { } otherwise)
                settings = use.Parameter.Write(settings, otherwise);
        }
        return settings;
    }

    /// <summary>Does the transform.</summary>
    /// <param name="field">(row, column), row 0 northernmost, nodes in metres; NaN is blank.</param>
    /// <param name="settings">Its parameters; null where it needs none.</param>
    /// <returns>On the nodes of the input, NaN where that is NaN.</returns>
    /// <exception cref="ArgumentException">A parameter is missing, out of place or out of range.</exception>
    /// <exception cref="InvalidDataException">The grid is in degrees, all blank, or of a unit that the transform does not fit.</exception>
    public Grid Apply(Grid field, TransformSettings? settings = null)
    {
        var complete = Complete(settings ?? new());
        if (field.Geometry.Crs.IsGeographic)
            throw new InvalidDataException($"'{field.Name}': {Name} expects a grid in metres; this one is in degrees of {field.Geometry.Crs}: project it first (a UTM or Gauss-Kruger zone, say)");
        Fits.Require(field, Name);
        MovingWindow.RequireValues(field);
        return Compute(field, complete);
    }
}
