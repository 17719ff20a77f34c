namespace GeoNotebooks.Synthetic;

/// <summary>What to make of a synthetic region.</summary>
public abstract record RegionOptions
{
    private protected RegionOptions(long seed, IReadOnlyList<string> sheets) => (Seed, Sheets) = (seed, sheets);

    /// <summary>Seed of the geology and of the surveys. Another seed gives another geology.</summary>
    public long Seed { get; init; }

    /// <summary>The sheets to write, by name, all among the region's. What a sheet holds does not depend on which others are written.</summary>
    public IReadOnlyList<string> Sheets { get; init; }
}
