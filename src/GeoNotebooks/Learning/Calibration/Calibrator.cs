using System.Text.Json.Serialization;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Learning.Calibration;

/// <summary>
/// What turns a network's probabilities into shares that come true: a rising function of the probability, so that the order of nodes stays. Fit it on validation ground that neither trained the network nor judges it.
/// It is kept in the model's card.
/// </summary>
/// <remarks>
/// It holds where the target is as frequent as on the calibration ground (<see cref="Prevalence"/>). Where the prevalence is another but targets look the same, all log odds are off by one constant,
/// ln(p'/(1 - p')) - ln(p/(1 - p)) of the two prevalences (Saerens, Latinne and Decaestecker 2002, Neural Computation 14, 21-41): the order of nodes is still right, the shares are not.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(PlattCalibrator), "platt")]
[JsonDerivedType(typeof(IsotonicCalibrator), "isotonic")]
public abstract record Calibrator
{
    private protected Calibrator()
    {
    }

    /// <summary>Share of the calibration ground where the target is present.</summary>
    public double Prevalence { get; init; }

    /// <summary>Number of its nodes.</summary>
    public long Nodes { get; init; }

    /// <summary>The calibrated probability of one node.</summary>
    /// <param name="probability">In [0, 1]; NaN stays NaN.</param>
    public abstract double Apply(double probability);

    /// <summary>The calibrated map.</summary>
    /// <param name="map">Probabilities in [0, 1] of the network that the calibrator was fitted to; NaN stays NaN.</param>
    /// <returns>Probabilities on the same nodes, of the same name and unit.</returns>
    /// <exception cref="InvalidDataException">A value is no probability.</exception>
    public Grid Apply(Grid map) => map with { Values = Apply(map.Values, map.Name) };

    /// <summary>The calibrated ground: same labels, same blocks.</summary>
    /// <param name="ground">Ground scored by probabilities.</param>
    /// <exception cref="InvalidDataException">A score is no probability.</exception>
    public ScoredGround Apply(ScoredGround ground) => ground with { Scores = Apply(ground.Scores, "scored ground") };

    /// <summary>Scores of calibration ground, which must be probabilities, counted; both classes must be there.</summary>
    private protected static ScoreTable Require(ScoredGround ground, string method)
    {
        var table = ScoreTable.Of(ground.Scores, ground.Labels);
        if (table.PresentCount == 0 || table.AbsentCount == 0)
            throw new InvalidDataException($"{method} calibration: expected ground with the target and without it; found {table.PresentCount} nodes with it and {table.AbsentCount} without");
        RequireProbability(table.Lowest[0], method);
        RequireProbability(table.Lowest[^1], method);
        return table;
    }

    private float[] Apply(float[] values, string name)
    {
        var calibrated = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(values[i]))
                RequireProbability(values[i], name);
            calibrated[i] = (float)Apply((double)values[i]);
        }
        return calibrated;
    }

    private static void RequireProbability(float value, string where)
    {
        if (!(value >= 0 && value <= 1))
            throw new InvalidDataException(FormattableString.Invariant($"{where}: expected probabilities between 0 and 1; found {value}"));
    }
}
