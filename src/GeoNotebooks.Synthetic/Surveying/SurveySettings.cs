namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>
/// What the surveys add to the truth. Deviations unless said otherwise. Typical figures: Reeves 2005, Aeromagnetic Surveys (levelling); IAEA-TECDOC-1363
/// (2003) for gamma-ray spectrometry; Soviet 1:200 000 ground gravity of 0.5 to 1 mGal on plains, more in mountains, where terrain corrections reach tens of mGal.
/// </summary>
internal sealed record SurveySettings
{
    /// <summary>Noise of one magnetic sample, nT.</summary>
    public double MagneticSample { get; init; } = 0.8;

    /// <summary>Level error left on a line, nT, and the slow drift along it.</summary>
    public double MagneticLine { get; init; } = 1.5;

    public double MagneticDrift { get; init; } = 1.5;

    /// <summary>Level shift of a sheet's magnetic survey, nT.</summary>
    public double MagneticSheet { get; init; } = 25;

    /// <summary>Counting noise of one sample: potassium in percent, uranium and thorium in ppm.</summary>
    public (double Potassium, double Uranium, double Thorium) RadioelementSample { get; init; } = (0.14, 0.6, 1.1);

    /// <summary>Relative change of a line's gamma rays by the moisture of its day.</summary>
    public double RadioelementLine { get; init; } = 0.03;

    /// <summary>Relative change from place to place by soil moisture and plants.</summary>
    public double Moisture { get; init; } = 0.18;

    /// <summary>Radon in the air: change of a line's uranium, ppm.</summary>
    public double Radon { get; init; } = 0.3;

    /// <summary>Relative error of a sheet's spectrometer calibration, one each for potassium, uranium and thorium.</summary>
    public double RadioelementSheet { get; init; } = 0.06;

    /// <summary>Error of a gravity station, mGal, and the level shift of a sheet.</summary>
    public double GravityStation { get; init; } = 1.5;

    public double GravitySheet { get; init; } = 1.5;

    /// <summary>Sampling and analysis: deviation of the natural logarithm, and the bias of a laboratory.</summary>
    public double GeochemistrySample { get; init; } = 0.5;

    public double Laboratory { get; init; } = 0.15;

    /// <summary>Surveys without any error, for the difficulty benchmark.</summary>
    public bool WithoutError { get; init; }
}
