using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Features;

/// <summary>What a height below sea level means.</summary>
public enum BelowSeaLevel
{
    /// <summary>The station stands there, on dry land in a depression: the slab of rock between it and sea level is missing.</summary>
    Land,

    /// <summary>It is the sea floor; gravity was measured on the surface, or reduced to it. The water is replaced by rock.</summary>
    SeaFloor,
}

/// <summary>
/// The simple Bouguer anomaly of absolute gravity: observed, less normal gravity at the height of the station (WGS 84), less the pull of a slab of rock.
/// Heights above sea level stand for heights above the ellipsoid, as in all anomalies (not disturbances). Terrain and the Earth's curvature are left out.
/// </summary>
public sealed record BouguerReduction
{
    // WGS 84 (National Imagery and Mapping Agency 2000, TR8350.2, third edition, tables 3.1, 3.3 and 3.4).
    private const double EquatorMilligals = 978_032.53359;
    private const double SomiglianaConstant = 0.00193185265241;
    private const double EccentricitySquared = 0.00669437999014;
    private const double SemiMajorMetres = 6_378_137;
    private const double Flattening = 1 / 298.257223563;

    /// <summary>Centrifugal over gravitational acceleration at the equator.</summary>
    private const double CentrifugalRatio = 0.00344978650684;

    /// <summary>CODATA 2018, in m3 kg-1 s-2.</summary>
    private const double GravitationalConstant = 6.67430e-11;
    private const double MilligalsPerMetrePerSecondSquared = 1e5;

    // Gravity on the Earth's surface, with room for mountains and the deep sea.
    private const double LeastGravity = 975_000;
    private const double LargestGravity = 985_000;
    private const double LargestHeightMetres = 12_000;

    /// <summary>Density of the slab; 2670 is the convention for the upper crust.</summary>
    public double DensityKilogramsPerCubicMetre { get; init; } = 2_670;

    /// <summary>Density of sea water, where <see cref="Below"/> is the sea floor.</summary>
    public double WaterDensityKilogramsPerCubicMetre { get; init; } = 1_030;

    /// <summary>What a height below sea level means.</summary>
    public BelowSeaLevel Below { get; init; } = BelowSeaLevel.Land;

    /// <summary>
    /// Normal gravity on the ellipsoid in mGal, the closed form of Somigliana: g (1 + k sin^2) / sqrt(1 - e^2 sin^2) (TR8350.2, equation 4-1).
    /// </summary>
    /// <param name="latitudeDegrees">Geodetic latitude.</param>
    public static double NormalGravityMilligals(double latitudeDegrees)
    {
        var sine = double.SinPi(latitudeDegrees / 180);
        return EquatorMilligals * (1 + SomiglianaConstant * sine * sine) / Math.Sqrt(1 - EccentricitySquared * sine * sine);
    }

    /// <summary>
    /// Normal gravity at a height in mGal, to the second order: times 1 - 2 (1 + f + m - 2 f sin^2) h / a + 3 (h / a)^2 (Heiskanen and Moritz 1967, Physical Geodesy,
    /// equation 2-123).
    /// </summary>
    /// <param name="latitudeDegrees">Geodetic latitude.</param>
    /// <param name="heightMetres">Height above the ellipsoid.</param>
    public static double NormalGravityMilligals(double latitudeDegrees, double heightMetres)
    {
        var sine = double.SinPi(latitudeDegrees / 180);
        var height = heightMetres / SemiMajorMetres;
        return NormalGravityMilligals(latitudeDegrees) * (1 - 2 * (1 + Flattening + CentrifugalRatio - 2 * Flattening * sine * sine) * height + 3 * height * height);
    }

    /// <summary>Observed gravity less normal gravity at the station, in mGal. Over the sea (<see cref="BelowSeaLevel.SeaFloor"/>) the station is at height 0.</summary>
    public double FreeAirMilligals(double gravityMilligals, double latitudeDegrees, double heightMetres) =>
        gravityMilligals - NormalGravityMilligals(latitudeDegrees, AtSea(heightMetres) ? 0 : heightMetres);

    /// <summary>The pull of the slab in mGal, 2 pi G rho h (Heiskanen and Moritz 1967, equation 3-15): below 0 where rock is missing.</summary>
    public double SlabMilligals(double heightMetres)
    {
        var density = AtSea(heightMetres) ? DensityKilogramsPerCubicMetre - WaterDensityKilogramsPerCubicMetre : DensityKilogramsPerCubicMetre;
        return 2 * Math.PI * GravitationalConstant * density * heightMetres * MilligalsPerMetrePerSecondSquared;
    }

    /// <summary>The Bouguer anomaly of one station in mGal.</summary>
    /// <param name="gravityMilligals">Absolute gravity.</param>
    /// <param name="latitudeDegrees">Geodetic latitude.</param>
    /// <param name="heightMetres">Height above sea level.</param>
    public double AnomalyMilligals(double gravityMilligals, double latitudeDegrees, double heightMetres) =>
        FreeAirMilligals(gravityMilligals, latitudeDegrees, heightMetres) - SlabMilligals(heightMetres);

    /// <summary>The Bouguer anomaly of stations.</summary>
    /// <param name="absoluteGravity">Absolute gravity in mGal. A value of seven digits is known to 0.03 mGal as it is held here; <see cref="Of(SurveyTable, string, string)"/> reads doubles.</param>
    /// <param name="heights">Heights above sea level in metres, at the same points in the same order.</param>
    /// <exception cref="InvalidDataException">Other units, other points, no latitude, or values that are no absolute gravity or no height.</exception>
    public PointSet Of(PointSet absoluteGravity, PointSet heights)
    {
        if (heights.Count != absoluteGravity.Count || heights.Crs != absoluteGravity.Crs || !heights.X.AsSpan().SequenceEqual(absoluteGravity.X) || !heights.Y.AsSpan().SequenceEqual(absoluteGravity.Y))
            throw new InvalidDataException($"'{heights.Name}': expected heights at the {absoluteGravity.Count} points of '{absoluteGravity.Name}' in {absoluteGravity.Crs}, in their order; found {heights.Count} in {heights.Crs}, or other places");
        return Of(absoluteGravity, Array.ConvertAll(absoluteGravity.Values, value => (double)value), heights.Name, heights.Unit, Array.ConvertAll(heights.Values, value => (double)value));
    }

    /// <summary>The Bouguer anomaly of the stations of a table that have both gravity and height, in double precision.</summary>
    /// <param name="stations">The table.</param>
    /// <param name="gravity">Column of absolute gravity, in mGal.</param>
    /// <param name="height">Column of heights above sea level, in metres.</param>
    /// <exception cref="InvalidDataException">No such column, other units, no latitude, or values that are no absolute gravity or no height.</exception>
    public PointSet Of(SurveyTable stations, string gravity = "gravity", string height = "height")
    {
        var frame = stations.ToDataFrame(int.MaxValue, stations.PlaceColumns.X, stations.PlaceColumns.Y, gravity, height);
        var rows = Enumerable.Range(0, (int)frame.Rows.Count).Where(row => Number(2, row) is not null && Number(3, row) is not null).ToArray();
        var unitOf = stations.Fields.ToDictionary(field => field.Name, field => field.Unit ?? "1");
        var observed = rows.Select(row => Number(2, row)!.Value).ToArray();
        var points = new PointSet(
            [.. rows.Select(row => Number(0, row)!.Value)], [.. rows.Select(row => Number(1, row)!.Value)], [.. observed.Select(value => (float)value)], gravity, unitOf.GetValueOrDefault(gravity, "1"), stations.Crs);
        return Of(points, observed, height, unitOf.GetValueOrDefault(height, "1"), [.. rows.Select(row => Number(3, row)!.Value)]);

        double? Number(int column, int row) => frame.Columns[column][row] is double number && !double.IsNaN(number) ? number : null;
    }

    private PointSet Of(PointSet place, double[] gravity, string heightName, string heightUnit, double[] heights)
    {
        if (place.Unit != "mGal")
            throw new InvalidDataException($"'{place.Name}': expected absolute gravity in mGal; found the unit '{place.Unit}'");
        if (heightUnit != "m")
            throw new InvalidDataException($"'{heightName}': expected heights in m; found the unit '{heightUnit}'");
        var latitudes = LatitudesOf(place);
        var anomalies = new float[gravity.Length];
        for (var i = 0; i < gravity.Length; i++)
        {
            if (gravity[i] is not (>= LeastGravity and <= LargestGravity or double.NaN))
                throw new InvalidDataException(FormattableString.Invariant($"'{place.Name}', point {i + 1}: expected absolute gravity, {LeastGravity} to {LargestGravity} mGal; found {gravity[i]}: is it an anomaly already?"));
            if (Math.Abs(heights[i]) > LargestHeightMetres)
                throw new InvalidDataException(FormattableString.Invariant($"'{heightName}', point {i + 1}: expected a height within {LargestHeightMetres} m of sea level; found {heights[i]}"));
            anomalies[i] = (float)AnomalyMilligals(gravity[i], latitudes[i], heights[i]);
        }
        return place with { Values = anomalies, Name = "Bouguer anomaly" };
    }

    private static double[] LatitudesOf(PointSet points)
    {
        if (points.Crs == Crs.Wgs84)
            return points.Y;
        if (points.Crs.Epsg is null)
            throw new InvalidDataException($"'{points.Name}': expected points in a system that has latitudes, for normal gravity; found {points.Crs}");
        var toPlaces = CrsTransformation.Between(points.Crs, Crs.Wgs84);
        return [.. points.X.Zip(points.Y, (x, y) => toPlaces.Transform(x, y).Y)];
    }

    private bool AtSea(double heightMetres) => heightMetres < 0 && Below == BelowSeaLevel.SeaFloor;
}
