using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>Gravity stations of a sheet, arrays in parallel.</summary>
internal sealed record GravityTable(double[] X, double[] Y, float[] Elevation, float[] Bouguer, float[] Accuracy);

/// <summary>Geochemical samples of a sheet; contents in ppm, (element, sample).</summary>
internal sealed record GeochemistryTable(double[] X, double[] Y, float[][] Contents);

/// <summary>Surveys on the ground: points on a loose mesh, each shifted at random as terrain allows.</summary>
internal static class GroundSurvey
{
    public static GravityTable Gravity(GeologyModel geology, GroundFields fields, SurveyedGround place, SurveyDesign design, SurveySettings settings)
    {
        var random = RandomStream.For(geology.Seed, "gravity sheet", place.Number);
        var noise = settings.WithoutError ? 0 : 1;
        var shift = noise * settings.GravitySheet * random.Normal();
        var points = Mesh(place, design.StationSpacing, 0.35, random);
        var elevation = new float[points.Count];
        var bouguer = new float[points.Count];
        var accuracy = new float[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            var (x, y) = points[i];
            // A station's accuracy follows from how its height was found; a few are poor.
            var deviation = settings.GravityStation * (random.Chance(0.06) ? random.Uniform(2, 4) : random.Uniform(0.6, 1.3));
            elevation[i] = (float)(geology.Torus.At(fields.Elevation, x, y) + noise * random.Normal(0, 2));
            bouguer[i] = (float)(geology.Torus.At(fields.Gravity, x, y) + shift + noise * deviation * random.Normal());
            accuracy[i] = (float)(Math.Ceiling(deviation * 10) / 10);
        }
        return new([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], elevation, bouguer, accuracy);
    }

    public static GeochemistryTable Geochemistry(GeologyModel geology, GroundFields fields, SurveyedGround place, SurveyDesign design, SurveySettings settings)
    {
        var random = RandomStream.For(geology.Seed, "geochemistry sheet", place.Number);
        var noise = settings.WithoutError ? 0 : 1;
        var bias = Element.All.Select(_ => noise * settings.Laboratory * random.Normal()).ToArray();
        var points = Mesh(place, design.GeochemistrySpacing, 0.4, random);
        var contents = new float[Element.All.Count][];
        for (var e = 0; e < contents.Length; e++)
        {
            contents[e] = new float[points.Count];
            for (var i = 0; i < points.Count; i++)
                contents[e][i] = (float)Math.Exp(geology.Torus.At(fields.Elements[e], points[i].X, points[i].Y) + bias[e] + noise * settings.GeochemistrySample * random.Normal());
        }
        return new([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], contents);
    }

    private static List<(double X, double Y)> Mesh(SurveyedGround place, double spacing, double scatter, RandomStream random)
    {
        var ring = place.Outline.Coordinates;
        var bounds = place.Outline.EnvelopeInternal;
        var points = new List<(double, double)>();
        for (var y = Math.Floor(bounds.MinY / spacing) * spacing; y <= bounds.MaxY; y += spacing)
            for (var x = Math.Floor(bounds.MinX / spacing) * spacing; x <= bounds.MaxX; x += spacing)
            {
                double atX = x + random.Normal(0, scatter * spacing / 2), atY = y + random.Normal(0, scatter * spacing / 2);
                if (RegionFrame.Inside(ring, atX, atY))
                    points.Add((Math.Round(atX, 1), Math.Round(atY, 1)));
            }
        return points;
    }
}
