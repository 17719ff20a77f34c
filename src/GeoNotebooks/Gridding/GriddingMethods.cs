namespace GeoNotebooks.Gridding;

/// <summary>The methods by name, with their defaults.</summary>
public static class GriddingMethods
{
    private static readonly Dictionary<string, IGriddingMethod> ByName = new(StringComparer.Ordinal)
    {
        ["nearest"] = new NearestNeighbour(),
        ["inverse-distance"] = new InverseDistance(),
        ["linear"] = new Linear(),
        ["minimum-curvature"] = new MinimumCurvature(),
        ["kriging"] = new Kriging(),
    };

    /// <summary>All names, from the simplest method on.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The method with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IGriddingMethod Named(string name) => ByName.GetValueOrDefault(name)
        ?? throw new ArgumentException($"expected a gridding method, one of {string.Join(", ", Names)}; found '{name}'");
}
