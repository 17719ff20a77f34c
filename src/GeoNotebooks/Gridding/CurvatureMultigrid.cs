namespace GeoNotebooks.Gridding;

/// <summary>
/// Solves for the sheet from coarse nodes to fine ones, and corrects each level by the coarser ones until it rests (full multigrid with V-cycles; Brandt 1977,
/// Mathematics of Computation 31, 333-390): sweeps settle what is rough, coarser nodes what is smooth, so that wide gaps converge as fast as narrow ones.
/// </summary>
internal sealed class CurvatureMultigrid
{
    private const int SweepsBefore = 2;
    private const int SweepsAfter = 2;
    private const int SweepsOnCoarsest = 20;
    private const int FewestRows = 5;

    private readonly List<CurvatureLevel> _levels = [];
    private readonly double[] _residual;
    private readonly double[] _correction;

    /// <summary>Sets up the levels; 0 is the finest.</summary>
    public CurvatureMultigrid(DataBlocks data, double tension, double aspect)
    {
        var step = 1;
        _levels.Add(new(data, tension, step, aspect));
        while (Math.Min(data.Rows, data.Columns) > 2 * FewestRows)
        {
            data = data.Coarsened();
            step *= 2;
            _levels.Add(new(data, tension, step, aspect));
        }
        (_residual, _correction) = (new double[_levels[0].Values.Length], new double[_levels[0].Values.Length]);
    }

    /// <summary>The surface on the finest nodes.</summary>
    /// <param name="tolerance">A level ends when a whole cycle moves no value by more.</param>
    /// <param name="maximumSweeps">Most sweeps on one level.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public double[] Solve(double tolerance, int maximumSweeps, CancellationToken cancellationToken)
    {
        for (var level = _levels.Count - 1; level >= 0; level--)
        {
            for (var sweeps = 0; sweeps < maximumSweeps; sweeps += SweepsBefore + SweepsAfter)
                if (Cycle(level, true, cancellationToken) <= tolerance)
                    break;
            if (level > 0)
                _levels[level].RefineInto(_levels[level - 1].Values, _levels[level - 1].Rows, _levels[level - 1].Columns);
        }
        return _levels[0].Values;
    }

    /// <summary>One V-cycle; returns no less than the largest change of a value.</summary>
    private double Cycle(int index, bool onData, CancellationToken cancellationToken)
    {
        var level = _levels[index];
        double Sweep(int times)
        {
            var sum = 0.0;
            for (var i = 0; i < times; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sum += level.Sweep(onData);
            }
            return sum;
        }
        if (index == _levels.Count - 1)
            return Sweep(SweepsOnCoarsest);
        var change = Sweep(SweepsBefore);
        var coarser = _levels[index + 1];
        if (coarser.HasFreeNodes)
        {
            level.Residual(_residual);
            coarser.BeginCorrection(_residual, level.Rows, level.Columns);
            Cycle(index + 1, false, cancellationToken);
            coarser.RefineInto(_correction, level.Rows, level.Columns);
            level.Residual(_residual);
            change += level.Correct(_correction, _residual);
        }
        return change + Sweep(SweepsAfter);
    }
}
