using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// The points about a place and the kriging equations among them, in the form of covariances C = sill - variogram. As long as the next place has the same points,
/// the factors of C serve again, and an estimate is a sum: drift + c(place) . C^-1 (values - drift) (Chiles and Delfiner 2012, section 3.4.4, dual form).
/// One worker of one thread.
/// </summary>
internal sealed class KrigingNeighbourhood(Kriging options, Variogram model, PointSet points, KdTree tree)
{
    private const int Octants = 8;

    /// <summary>How many times the points wanted are looked at, so that each octant finds its share.</summary>
    private const int Candidates = 4;

    /// <summary>Of the sill, added to the diagonal: a Gaussian model among near points is singular to the digits of a double without it.</summary>
    private readonly double _jitter = (model.Shape == VariogramShape.Gaussian ? 1e-7 : 1e-11) * model.Sill;

    private readonly KdTree.Search _search = new(tree, Candidates * options.Neighbours, options.RadiusMetres);
    private readonly bool[] _taken = new bool[Math.Min(Candidates * options.Neighbours, tree.Count)];
    private readonly int[] _perOctant = new int[Octants];
    private readonly int[] _index = new int[options.Neighbours];
    private readonly int[] _previous = new int[options.Neighbours];
    private readonly double[] _factor = new double[options.Neighbours * options.Neighbours];
    private readonly double[] _weights = new double[options.Neighbours];
    private readonly double[] _right = new double[options.Neighbours];
    private readonly double[][] _drifts = [new double[options.Neighbours], new double[options.Neighbours], new double[options.Neighbours]];
    private readonly double[] _driftFactor = new double[9];
    private readonly double[] _coefficients = new double[3];
    private readonly double[] _at = new double[3];
    private double _middleX;
    private double _middleY;
    private double _reach;
    private double _farthest;
    private double _nearestLeft;
    private int _count;
    private int _terms;

    /// <summary>Goes to a place: finds its points, and solves for them unless they are those of the place before.</summary>
    public void MoveTo(double x, double y)
    {
        var before = _count;
        Array.Copy(_index, _previous, before);
        Choose(_search.Near(x, y), x, y);
        if (_count == 0 || (_count == before && _index.AsSpan(0, _count).SequenceEqual(_previous.AsSpan(0, _count))))
            return;
        Solve();
    }

    /// <summary>
    /// Whether the points chosen here do for every place that is no farther away than this: all points so near are among them, there are as many as wanted, and none of
    /// them lies beyond the search radius of such a place.
    /// </summary>
    public bool Serves(double metres) =>
        _count == Math.Min(options.Neighbours, points.Count) && _nearestLeft > metres && _farthest + metres <= options.RadiusMetres;

    /// <summary>The estimate at a place; NaN without points.</summary>
    public double Estimate(double x, double y)
    {
        if (_count == 0)
            return double.NaN;
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
            sum += _weights[i] * Covariance(i, x, y);
        DriftAt(x, y, _at);
        for (var term = 0; term < _terms; term++)
            sum += _coefficients[term] * _at[term];
        return sum;
    }

    /// <summary>The kriging variance at a place: C(0) - c . C^-1 c + (f - F' C^-1 c)' (F' C^-1 F)^-1 (f - F' C^-1 c); NaN without points.</summary>
    public double Variance(double x, double y)
    {
        if (_count == 0)
            return double.NaN;
        for (var i = 0; i < _count; i++)
            _right[i] = Covariance(i, x, y);
        Forward(_right);
        var variance = options.NuggetIsNoise ? model.PartialSill : model.Sill;
        for (var i = 0; i < _count; i++)
            variance -= _right[i] * _right[i];
        DriftAt(x, y, _at);
        for (var term = 0; term < _terms; term++)
        {
            for (var i = 0; i < _count; i++)
                _at[term] -= _drifts[term][i] * _right[i];
            for (var other = 0; other < term; other++)
                _at[term] -= _driftFactor[term * 3 + other] * _at[other];
            _at[term] /= _driftFactor[term * 3 + term];
            variance += _at[term] * _at[term];
        }
        return Math.Max(variance, 0);
    }

    private double Covariance(int i, double x, double y)
    {
        var (dx, dy) = (points.X[_index[i]] - x, points.Y[_index[i]] - y);
        var metres = Math.Sqrt(dx * dx + dy * dy);
        return metres == 0
            ? options.NuggetIsNoise ? model.PartialSill : model.Sill
            : model.PartialSill * (1 - Variogram.Structure(model.Shape, metres / model.RangeMetres));
    }

    /// <summary>An equal share of each octant, nearest first, then the nearest of the rest; in the order of the table, so that equal sets are equal lists.</summary>
    private void Choose(int found, double x, double y)
    {
        var share = (options.Neighbours + Octants - 1) / Octants;
        Array.Clear(_perOctant);
        Array.Clear(_taken);
        _count = 0;
        for (var i = 0; i < found && _count < options.Neighbours; i++)
        {
            var (dx, dy) = (points.X[_search.Index[i]] - x, points.Y[_search.Index[i]] - y);
            var octant = (dx < 0 ? 4 : 0) + (dy < 0 ? 2 : 0) + (Math.Abs(dx) < Math.Abs(dy) ? 1 : 0);
            if (_perOctant[octant]++ < share)
                (_taken[i], _index[_count++]) = (true, _search.Index[i]);
        }
        for (var i = 0; i < found && _count < options.Neighbours; i++)
            if (!_taken[i])
                (_taken[i], _index[_count++]) = (true, _search.Index[i]);
        var (left, last) = (Array.IndexOf(_taken, false, 0, found), Array.LastIndexOf(_taken, true));
        // Those that the search did not reach lie beyond its last.
        _nearestLeft = left >= 0 ? Math.Sqrt(_search.Squared[left]) : found < points.Count ? Math.Sqrt(_search.Squared[Math.Max(found - 1, 0)]) : double.PositiveInfinity;
        _farthest = last >= 0 ? Math.Sqrt(_search.Squared[last]) : 0;
        Array.Sort(_index, 0, _count);
    }

    private void Solve()
    {
        (_middleX, _middleY, _reach) = (0, 0, 1);
        for (var i = 0; i < _count; i++)
            (_middleX, _middleY) = (_middleX + points.X[_index[i]] / _count, _middleY + points.Y[_index[i]] / _count);
        for (var i = 0; i < _count; i++)
            _reach = Math.Max(_reach, Math.Max(Math.Abs(points.X[_index[i]] - _middleX), Math.Abs(points.Y[_index[i]] - _middleY)));
        Factorise();
        _terms = options.Drift == KrigingDrift.Plane && _count > 3 ? 3 : 1;
        for (var term = 0; term < _terms; term++)
        {
            for (var i = 0; i < _count; i++)
            {
                DriftAt(points.X[_index[i]], points.Y[_index[i]], _at);
                _drifts[term][i] = _at[term];
            }
            Forward(_drifts[term]);
        }
        // Points of one line carry no plane: the level is all they tell.
        if (!FactoriseDrift())
        {
            _terms = 1;
            FactoriseDrift();
        }
        for (var i = 0; i < _count; i++)
            _weights[i] = points.Values[_index[i]];
        Forward(_weights);
        for (var term = 0; term < _terms; term++)
            _coefficients[term] = Dot(_drifts[term], _weights);
        for (var term = 0; term < _terms; term++)
        {
            for (var other = 0; other < term; other++)
                _coefficients[term] -= _driftFactor[term * 3 + other] * _coefficients[other];
            _coefficients[term] /= _driftFactor[term * 3 + term];
        }
        for (var term = _terms - 1; term >= 0; term--)
        {
            for (var other = term + 1; other < _terms; other++)
                _coefficients[term] -= _driftFactor[other * 3 + term] * _coefficients[other];
            _coefficients[term] /= _driftFactor[term * 3 + term];
        }
        for (var term = 0; term < _terms; term++)
            for (var i = 0; i < _count; i++)
                _weights[i] -= _coefficients[term] * _drifts[term][i];
        Backward(_weights);
    }

    /// <summary>Cholesky factors of the covariances, the lower triangle row after row.</summary>
    private void Factorise()
    {
        for (var row = 0; row < _count; row++)
        {
            var own = _factor.AsSpan(row * options.Neighbours, row + 1);
            for (var column = 0; column <= row; column++)
            {
                var (dx, dy) = (points.X[_index[row]] - points.X[_index[column]], points.Y[_index[row]] - points.Y[_index[column]]);
                var sum = row == column
                    ? model.Sill + _jitter
                    : model.PartialSill * (1 - Variogram.Structure(model.Shape, Math.Sqrt(dx * dx + dy * dy) / model.RangeMetres));
                var other = _factor.AsSpan(column * options.Neighbours, column + 1);
                for (var k = 0; k < column; k++)
                    sum -= own[k] * other[k];
                own[column] = row == column ? Math.Sqrt(Math.Max(sum, _jitter)) : sum / other[column];
            }
        }
    }

    private bool FactoriseDrift()
    {
        for (var row = 0; row < _terms; row++)
            for (var column = 0; column <= row; column++)
            {
                var full = Dot(_drifts[row], _drifts[column]);
                var sum = full;
                for (var k = 0; k < column; k++)
                    sum -= _driftFactor[row * 3 + k] * _driftFactor[column * 3 + k];
                if (row == column && !(sum > 1e-10 * full))
                    return false;
                _driftFactor[row * 3 + column] = row == column ? Math.Sqrt(sum) : sum / _driftFactor[column * 3 + column];
            }
        return true;
    }

    private void Forward(double[] right)
    {
        for (var row = 0; row < _count; row++)
        {
            var own = _factor.AsSpan(row * options.Neighbours, row + 1);
            var sum = right[row];
            for (var k = 0; k < row; k++)
                sum -= own[k] * right[k];
            right[row] = sum / own[row];
        }
    }

    private void Backward(double[] right)
    {
        for (var row = _count - 1; row >= 0; row--)
        {
            right[row] /= _factor[row * options.Neighbours + row];
            for (var k = 0; k < row; k++)
                right[k] -= _factor[row * options.Neighbours + k] * right[row];
        }
    }

    private double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private void DriftAt(double x, double y, double[] terms) =>
        (terms[0], terms[1], terms[2]) = (1, (x - _middleX) / _reach, (y - _middleY) / _reach);
}
