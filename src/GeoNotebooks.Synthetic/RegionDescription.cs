using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Output;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;

namespace GeoNotebooks.Synthetic;

/// <summary>What the packages of a region say of it, and how it was surveyed.</summary>
internal sealed record RegionDescription
{
    /// <summary>Name of the data package and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the truth's package and folder.</summary>
    public string TruthName => Name + "-truth";

    /// <summary>How the region is spoken of: "Kolyma-style".</summary>
    public required string Style { get; init; }

    public required string Details { get; init; }

    /// <summary>What the layers of the truth hold.</summary>
    public required string TruthDetails { get; init; }

    /// <summary>Version of the generator.</summary>
    public required string Version { get; init; }

    public required InducingField InducingField { get; init; }

    public required SurveyDesign Design { get; init; }

    /// <summary>A block that was surveyed again in detail; null for none.</summary>
    public DetailBlock? Detail { get; init; }

    /// <summary>Name of the detail block's package and folder.</summary>
    public string DetailName => Name + "-detail";

    /// <summary>The layers of a model, cut to some sheets.</summary>
    public required Func<GeologyModel, GroundFields, IReadOnlyList<int>, RegionLayers> Layers { get; init; }
}
