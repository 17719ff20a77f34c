using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// Where ore clusters fall: the intensity rises where the signs meet, and a hidden factor that no channel shows takes part. The distances follow the log-normal
/// distributions below, which are stored with the truth; the concept model of the library takes its own from the literature and never reads these.
/// </summary>
internal sealed class ClusterRule
{
    public const double FaultMedian = 1_100;
    public const double FaultSigma = 0.8;
    public const double GraniteMedian = 4_000;
    public const double GraniteSigma = 0.7;

    /// <summary>A place has the sign of a fault within this distance, and lacks it beyond <see cref="NoFault"/>.</summary>
    public const double NearFault = 5_000;
    public const double NoFault = 6_000;
    public const double NearGranite = 10_000;
    public const double NoGranite = 13_000;

    /// <summary>Share of the ground where the hidden factor allows ore.</summary>
    public const double HiddenShare = 0.3;

    private const int Step = 4;
    private const double Spacing = 8_000;

    private readonly Torus _torus;
    private readonly byte[] _units;
    private readonly float[] _faultDistance;
    private readonly float[] _graniteDistance;
    private readonly float[] _hidden;
    private readonly float _hiddenThreshold;

    public ClusterRule(Torus torus, long seed, byte[] units, float[] faultDistance, float[] graniteDistance)
    {
        (_torus, _units, _faultDistance, _graniteDistance) = (torus, units, faultDistance, graniteDistance);
        _hidden = GaussianField.Single(torus, seed, "hidden factor", GaussianField.Smooth(9_000));
        _hiddenThreshold = Quantiles.Of(_hidden, 1 - HiddenShare);
    }

    public bool Satisfied(int index) => _units[index] == KolymaUnit.Atkan && _faultDistance[index] <= NearFault && _graniteDistance[index] <= NearGranite;

    /// <summary>Nodes in the order in which clusters fall, at least the spacing apart from each other and from those given.</summary>
    public List<int> Draw(RandomStream random, BrokenSign broken, int count, List<int> taken)
    {
        var nodes = new List<int>();
        var sums = new List<double>();
        var sum = 0.0;
        for (var row = 0; row < _torus.Rows; row += Step)
            for (var column = 0; column < _torus.Columns; column += Step)
            {
                var index = row * _torus.Columns + column;
                var weight = Weight(index, broken);
                if (weight <= 0)
                    continue;
                nodes.Add(index);
                sums.Add(sum += weight);
            }
        var drawn = new List<int>();
        for (var attempt = 0; drawn.Count < count && attempt < 5_000 && nodes.Count > 0; attempt++)
        {
            var at = sums.BinarySearch(random.Uniform() * sum);
            var node = nodes[Math.Min(at < 0 ? ~at : at, nodes.Count - 1)];
            if (taken.Concat(drawn).All(other => Apart(node, other) >= Spacing))
                drawn.Add(node);
        }
        return drawn;
    }

    private double Weight(int index, BrokenSign broken)
    {
        if (_hidden[index] < _hiddenThreshold)
            return 0;
        double fault = _faultDistance[index], granite = _graniteDistance[index];
        var atkan = _units[index] == KolymaUnit.Atkan;
        if (broken == BrokenSign.Fault ? fault < NoFault : fault > NearFault)
            return 0;
        if (broken == BrokenSign.Granite ? granite < NoGranite : granite > NearGranite || granite <= 0)
            return 0;
        if (broken == BrokenSign.Atkan == atkan)
            return 0;
        // The densities of the distances, flat for the sign that is lacking.
        return (broken == BrokenSign.Fault ? 1 : Density(fault, FaultMedian, FaultSigma)) * (broken == BrokenSign.Granite ? 1 : Density(granite, GraniteMedian, GraniteSigma));
    }

    private static double Density(double distance, double median, double sigma)
    {
        var z = Math.Log(Math.Max(distance, 50) / median) / sigma;
        return Math.Exp(-0.5 * z * z) / Math.Max(distance, 50) * median;
    }

    private double Apart(int a, int b)
    {
        double dx = _torus.DeltaX(a % _torus.Columns * _torus.Cell, b % _torus.Columns * _torus.Cell);
        double dy = _torus.DeltaY(a / _torus.Columns * _torus.Cell, b / _torus.Columns * _torus.Cell);
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
