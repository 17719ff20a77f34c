using System.Globalization;
using System.Text.RegularExpressions;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>
/// A version wanted of a package, by NuGet's rules: <c>1.2</c> is 1.2 or later, <c>[1.2]</c> exactly that, <c>[1.0,2.0)</c> an interval,
/// <c>1.*</c>, <c>*</c> and, prereleases included, <c>1.0-*</c> and <c>*-*</c> float. (docs: learn.microsoft.com/nuget/concepts/package-versioning)
/// </summary>
internal sealed partial class VersionRange
{
    private readonly PackageVersion? _low;
    private readonly PackageVersion? _high;
    private readonly bool _lowIncluded;
    private readonly bool _highIncluded;

    private VersionRange(PackageVersion? low, bool lowIncluded, PackageVersion? high, bool highIncluded)
    {
        _low = low;
        _lowIncluded = lowIncluded;
        _high = high;
        _highIncluded = highIncluded;
    }

    /// <summary>Reads a range; null when the text is none.</summary>
    public static VersionRange? Parse(string text)
    {
        text = text.Trim();
        if (text is "" or "*" or "*-*")
            return new VersionRange(null, true, null, true);
        if (text[0] is '[' or '(')
            return ParseInterval(text);
        if (text.Contains('*', StringComparison.Ordinal))
            return ParseFloating(text);
        return PackageVersion.Parse(text) is { } minimum ? new VersionRange(minimum, true, null, true) : null;
    }

    public bool Contains(string version)
    {
        if (PackageVersion.Parse(version) is not { } found)
            return false;
        var aboveLow = _low is null || (_lowIncluded ? found.CompareTo(_low) >= 0 : found.CompareTo(_low) > 0);
        var belowHigh = _high is null || (_highIncluded ? found.CompareTo(_high) <= 0 : found.CompareTo(_high) < 0);
        return aboveLow && belowHigh;
    }

    /// <summary>1.* from 1.0, 1.*-* from its first prerelease, 1.0-beta* from 1.0-beta; all below the next version of the numbers given.</summary>
    private static VersionRange? ParseFloating(string text)
    {
        if (Floating().Match(text) is not { Success: true } found)
            return null;
        var label = found.Groups["label"].Success ? $"-{found.Groups["label"].Value.TrimEnd('*', '.', '-')}" : "";
        var floor = PackageVersion.Parse(found.Groups["numbers"].Value.TrimEnd('.') + (label == "-" ? "-0" : label));
        return floor is null ? null : new VersionRange(floor, true, floor.Next(), false);
    }

    [GeneratedRegex(@"^(?<numbers>\d+(\.\d+)*\.)\*(-(?<label>\*))?$|^(?<numbers>\d+(\.\d+)*)-(?<label>[0-9A-Za-z.-]*\*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Floating();

    private static VersionRange? ParseInterval(string text)
    {
        if (text.Length < 3 || text[^1] is not (']' or ')'))
            return null;
        var parts = text[1..^1].Split(',');
        var low = PackageVersion.Parse(parts[0]);
        if (parts.Length == 1)
            return low is not null && text[0] == '[' && text[^1] == ']' ? new VersionRange(low, true, low, true) : null;
        var high = PackageVersion.Parse(parts[1]);
        var malformed = parts.Length > 2 || (low is null && parts[0].Trim() != "") || (high is null && parts[1].Trim() != "");
        return malformed ? null : new VersionRange(low, text[0] == '[', high, text[^1] == ']');
    }

    private sealed partial record PackageVersion(int[] Numbers, string[] Labels) : IComparable<PackageVersion>
    {
        public static PackageVersion? Parse(string text)
        {
            text = text.Trim();
            if (!Characters().IsMatch(text))
                return null;
            text = text.Split('+')[0];
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            var parts = (dash < 0 ? text : text[..dash]).Split('.');
            var numbers = new int[4];
            if (parts.Length > 4)
                return null;
            for (var i = 0; i < parts.Length; i++)
            {
                if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                    return null;
            }

            return new PackageVersion(numbers, dash < 0 ? [] : text[(dash + 1)..].Split('.')) { Given = parts.Length };
        }

        private int Given { get; init; }

        /// <summary>What a version consists of, so that nothing else reaches a project file.</summary>
        [GeneratedRegex(@"^\d[\d.]*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
        private static partial Regex Characters();

        /// <summary>The first version past a floating one: 2.0 for 1.*.</summary>
        public PackageVersion Next()
        {
            var next = (int[])Numbers.Clone();
            next[Given - 1]++;
            return new PackageVersion(next, ["0"]);
        }

        public int CompareTo(PackageVersion? other)
        {
            for (var i = 0; i < 4; i++)
            {
                if (Numbers[i] != other!.Numbers[i])
                    return Numbers[i].CompareTo(other.Numbers[i]);
            }

            // A prerelease comes before its release.
            if (Labels.Length == 0 || other!.Labels.Length == 0)
                return other!.Labels.Length.CompareTo(Labels.Length) is var order && Labels.Length == 0 == (other.Labels.Length == 0) ? 0 : order;
            for (var i = 0; i < Math.Min(Labels.Length, other.Labels.Length); i++)
            {
                var order = CompareLabels(Labels[i], other.Labels[i]);
                if (order != 0)
                    return order;
            }

            return Labels.Length.CompareTo(other.Labels.Length);
        }

        private static int CompareLabels(string a, string b) =>
            (int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var x), int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var y)) switch
            {
                (true, true) => x.CompareTo(y),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            };
    }
}
