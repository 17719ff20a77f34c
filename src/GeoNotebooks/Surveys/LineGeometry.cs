namespace GeoNotebooks.Surveys;

/// <summary>
/// How a survey was flown, measured from where its samples lie: what a contract promises and a grid's cell depends on. NaN where it cannot be told (one line has no neighbour).
/// </summary>
/// <param name="AzimuthDegrees">Direction of the flight lines, from 0 up to 180 degrees clockwise from grid north.</param>
/// <param name="LineSpacingMetres">Median distance between neighbouring flight lines, across them.</param>
/// <param name="TieSpacingMetres">The same between tie lines.</param>
/// <param name="SampleIntervalMetres">Median distance between samples along the lines.</param>
/// <param name="FlightLines">Number of flight lines.</param>
/// <param name="TieLines">Number of tie lines.</param>
/// <param name="LengthKilometres">Length of all lines, gaps left out.</param>
public sealed record LineGeometry(
    double AzimuthDegrees, double LineSpacingMetres, double TieSpacingMetres, double SampleIntervalMetres, int FlightLines, int TieLines, double LengthKilometres)
{
    /// <summary>Length of the cuts along the lines within which neighbours are compared.</summary>
    private const double CutMetres = 2_000;

    /// <summary>The finest cell that the line spacing supports, a quarter of it.</summary>
    public double FinestCellMetres => FinestCell.Metres(LineSpacingMetres);

    /// <summary>Measures the lines of a survey. Lines of different azimuth (several blocks) are measured about their mean direction: part them first.</summary>
    public static LineGeometry Of(LineSet lines)
    {
        var steps = lines.FiducialSteps();
        var intervals = new List<double>();
        foreach (var line in lines.Lines)
            foreach (var (from, to) in lines.Runs(line, steps[line.Survey]))
                for (var i = from + 1; i < to; i++)
                    intervals.Add(Distance(lines, i - 1, i));
        var length = intervals.Sum() / 1_000;
        var flown = lines.Lines.Where(line => !line.IsTie).ToList();
        var ties = lines.Lines.Where(line => line.IsTie).ToList();
        var azimuth = Azimuth(lines, flown);
        return new(
            azimuth, Spacing(lines, flown, azimuth), Spacing(lines, ties, Azimuth(lines, ties)),
            Robust.Median(intervals.ToArray()), flown.Count, ties.Count, length);
    }

    /// <summary>Why a cell is too fine for the lines, in one sentence; null where it is not.</summary>
    /// <param name="cellSizeMetres">Distance between the nodes of a grid.</param>
    public string? CellWarning(double cellSizeMetres) => FinestCell.Warning(cellSizeMetres, LineSpacingMetres, true);

    /// <summary>Mean direction of the ends of lines, each weighed by its length; angles are doubled, since a line flown backward has the same azimuth.</summary>
    private static double Azimuth(LineSet lines, List<FlightLine> some)
    {
        var (sine, cosine) = (0.0, 0.0);
        foreach (var line in some)
        {
            var (east, north) = (lines.X[line.End - 1] - lines.X[line.Start], lines.Y[line.End - 1] - lines.Y[line.Start]);
            var length = Math.Sqrt(east * east + north * north);
            var angle = 2 * Math.Atan2(east, north);
            sine += length * Math.Sin(angle);
            cosine += length * Math.Cos(angle);
        }
        if (sine == 0 && cosine == 0)
            return double.NaN;
        var degrees = Math.Atan2(sine, cosine) / 2 * 180 / Math.PI;
        // A hair below north is north.
        return degrees < -1e-9 ? degrees + 180 : Math.Max(degrees, 0);
    }

    /// <summary>In each cut across the lines: the distances between lines that are next to each other there.</summary>
    private static double Spacing(LineSet lines, List<FlightLine> some, double azimuthDegrees)
    {
        if (some.Count < 2 || double.IsNaN(azimuthDegrees))
            return double.NaN;
        var (sine, cosine) = Math.SinCos(azimuthDegrees * Math.PI / 180);
        var cuts = new Dictionary<(int Survey, long Cut), List<double>>();
        foreach (var line in some)
        {
            var across = new Dictionary<long, (double Sum, int Count)>();
            for (var i = line.Start; i < line.End; i++)
            {
                var cut = (long)Math.Floor((lines.X[i] * sine + lines.Y[i] * cosine) / CutMetres);
                var (sum, count) = across.GetValueOrDefault(cut);
                across[cut] = (sum + lines.X[i] * cosine - lines.Y[i] * sine, count + 1);
            }
            foreach (var (cut, (sum, count)) in across)
            {
                if (!cuts.TryGetValue((line.Survey, cut), out var places))
                    cuts[(line.Survey, cut)] = places = [];
                places.Add(sum / count);
            }
        }
        var distances = new List<double>();
        foreach (var places in cuts.Values)
        {
            places.Sort();
            for (var i = 1; i < places.Count; i++)
                distances.Add(places[i] - places[i - 1]);
        }
        return Robust.Median(distances.ToArray());
    }

    private static double Distance(LineSet lines, int a, int b)
    {
        var (east, north) = (lines.X[b] - lines.X[a], lines.Y[b] - lines.Y[a]);
        return Math.Sqrt(east * east + north * north);
    }
}
