using System.Globalization;

namespace GeoNotebooks.Benchmarks;

/// <summary>Options of a benchmark: a name such as --rounds and the word after it; what is not given is as it is here.</summary>
internal static class Arguments
{
    public static string Text(this string[] args, string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;

    public static int Whole(this string[] args, string name, int otherwise) => int.Parse(args.Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public static double Number(this string[] args, string name, double otherwise) => double.Parse(args.Text(name, otherwise.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
