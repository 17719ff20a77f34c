namespace GeoNotebooks.Features;

/// <summary>How a laboratory's "less than" stands in the data.</summary>
public enum CensoredMark
{
    /// <summary>Every value below the limit is censored, zero and negative ones too. Without a limit no value may be 0 or less.</summary>
    BelowLimit,

    /// <summary>A negative value tells its own limit: -5 stands for "less than 5". Zeros, and values below the limit where one is given, are censored at the limit.</summary>
    NegativeOfLimit,

    /// <summary>A missing value (NaN) was not detected either: it is censored at the limit, as are values below it.</summary>
    BlankBelowLimit,
}

/// <summary>What stands in for a value that was not detected.</summary>
public enum CensoredSubstitute
{
    /// <summary>The limit over the root of 2: for one element by itself with less than half of it censored (Croghan and Egeghy 2003, Methods of dealing with values below the limit of detection).</summary>
    LimitOverRootTwo,

    /// <summary>0.65 times the limit, which distorts the covariances of log-ratios least (Martin-Fernandez, Barcelo-Vidal and Pawlowsky-Glahn 2003, Mathematical Geology 35, 253-278).</summary>
    LimitTimes065,
}

/// <summary>The detection limit of an element and how it shows in the data.</summary>
/// <param name="Limit">In the unit of the data; null where none is known.</param>
/// <param name="Mark">How censored values are written.</param>
/// <param name="Substitute">What is put in their place.</param>
public sealed record DetectionLimit(double? Limit = null, CensoredMark Mark = CensoredMark.BelowLimit, CensoredSubstitute Substitute = CensoredSubstitute.LimitOverRootTwo)
{
    /// <summary>The limit that a value is below, or NaN for a value that was detected or, where that does not mean "not detected", is missing.</summary>
    /// <exception cref="InvalidDataException">A value of 0 or less, without a limit to say what it stands for.</exception>
    internal double LimitOf(float value, string name, string unit)
    {
        if (float.IsNaN(value))
            return Mark == CensoredMark.BlankBelowLimit ? Limit!.Value : double.NaN;
        if (value < 0 && Mark == CensoredMark.NegativeOfLimit)
            return -(double)value;
        if (Limit is { } limit)
            // In the precision of the data: 0.1 as a float is more than 0.1.
            return value < (float)limit ? limit : double.NaN;
        return value > 0 ? double.NaN : throw new InvalidDataException(FormattableString.Invariant(
            $"'{name}': expected contents above 0, or a detection limit for those that are not; found {value} {unit} and no limit{(value < 0 ? " (if -5 means \"less than 5\" here, say so by the mark NegativeOfLimit)" : "")}"));
    }

    internal double Factor => Substitute switch
    {
        CensoredSubstitute.LimitTimes065 => 0.65,
        _ => 1 / Math.Sqrt(2),
    };

    internal void Require(string name)
    {
        if (Limit is { } limit && !(limit > 0 && double.IsFinite(limit)))
            throw new ArgumentException(FormattableString.Invariant($"'{name}': expected a detection limit above 0; found {limit}"));
        if (Limit is null && Mark == CensoredMark.BlankBelowLimit)
            throw new ArgumentException($"'{name}': blanks that stand for \"not detected\" need a detection limit; none is given");
    }
}
