using System.Globalization;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The objects of a .mif: each begins with a line whose first word is its kind and goes on until the next one.</summary>
internal sealed class MifShapes(GridContent content, StreamReader reader, MifHeader header, GeometryFactory factory)
{
    private static readonly string[] Kinds = ["NONE", "POINT", "LINE", "PLINE", "REGION", "MULTIPOINT", "RECT", "COLLECTION", "ARC", "TEXT", "ROUNDRECT", "ELLIPSE"];

    private string? _line;
    private int _object;

    /// <summary>Kind and shape of each object; the shape is empty where there is none, and null where it is of a kind that is left out.</summary>
    public IEnumerable<(string Kind, Geometry? Shape)> Read()
    {
        while (NextKind() is { } kind)
        {
            _object++;
            yield return (kind, Shape(kind));
        }
    }

    /// <summary>Passes over styles and blank lines to the next object.</summary>
    private string? NextKind()
    {
        for (_line = reader.ReadLine(); _line is not null; _line = reader.ReadLine())
        {
            var word = FirstWord(_line).ToUpperInvariant();
            if (Array.IndexOf(Kinds, word) >= 0)
                return word;
        }
        return null;
    }

    private static string FirstWord(string line)
    {
        var text = line.AsSpan().Trim();
        var end = text.IndexOfAny(' ', '\t');
        return (end < 0 ? text : text[..end]).ToString();
    }

    private Geometry? Shape(string kind)
    {
        var words = new Queue<string>(Words(_line!).Skip(1));
        switch (kind)
        {
            case "POINT":
                return factory.CreatePoint(Point(words));
            case "LINE":
                return factory.CreateLineString([Point(words), Point(words)]);
            case "PLINE":
                var sections = words.TryPeek(out var word) && word.Equals("MULTIPLE", StringComparison.OrdinalIgnoreCase) ? Multiple(words) : 1;
                var lines = Parts(words, sections).Where(part => part.Count > 1).Select(part => factory.CreateLineString([.. part])).ToArray();
                return lines.Length switch { 0 => factory.CreateLineString(), 1 => lines[0], _ => factory.CreateMultiLineString(lines) };
            case "REGION":
                return RingNesting.ToGeometry([.. Parts(words, Count(words)).Select(part => RingNesting.Ring(part, factory)).OfType<LinearRing>()], factory);
            case "MULTIPOINT":
                return factory.CreateMultiPointFromCoords([.. Points(words, Count(words))]);
            case "RECT":
                return factory.ToGeometry(new Envelope(Point(words), Point(words)));
            case "COLLECTION":
                return Collection(Count(words));
            case "NONE":
                return factory.CreateGeometryCollection();
            default:
                return null;
        }
    }

    private int Multiple(Queue<string> words)
    {
        words.Dequeue();
        return Count(words);
    }

    private GeometryCollection Collection(int count)
    {
        var parts = new List<Geometry>();
        for (var i = 0; i < count; i++)
        {
            var kind = NextKind();
            if (kind is not ("REGION" or "PLINE" or "MULTIPOINT"))
                throw Broken($"expected {count} parts of a collection; found {i} and then '{kind ?? "the end of the file"}'");
            if (Shape(kind) is { IsEmpty: false } part)
                parts.Add(part);
        }
        return factory.CreateGeometryCollection([.. parts]);
    }

    private IEnumerable<List<Coordinate>> Parts(Queue<string> words, int count)
    {
        for (var part = 0; part < count; part++)
            yield return Points(words, Count(words));
    }

    private List<Coordinate> Points(Queue<string> words, int count)
    {
        var points = new List<Coordinate>();
        for (var i = 0; i < count; i++)
            points.Add(Point(words));
        return points;
    }

    private Coordinate Point(Queue<string> words)
    {
        var (x, y) = (Number(words), Number(words));
        var t = header.Transform;
        return new(x * t.Fx + t.Dx, y * t.Fy + t.Dy);
    }

    private int Count(Queue<string> words)
    {
        var word = Next(words);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw Broken($"expected a count of at least 0; found '{word}'");
    }

    private double Number(Queue<string> words)
    {
        var word = Next(words);
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Broken($"expected a coordinate; found '{word}'");
    }

    /// <summary>The next word, from a further line where this one is used up.</summary>
    private string Next(Queue<string> words)
    {
        while (words.Count == 0)
            foreach (var word in Words(reader.ReadLine() ?? throw Broken("expected further coordinates; the file ends")))
                words.Enqueue(word);
        return words.Dequeue();
    }

    private static string[] Words(string line) => line.Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);

    private InvalidDataException Broken(string sentence) => content.Broken($"object {_object}: {sentence}");
}
