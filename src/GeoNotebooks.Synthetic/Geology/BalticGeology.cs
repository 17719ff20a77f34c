namespace GeoNotebooks.Synthetic.Geology;

/// <summary>The known truth of the Baltic-style region: greenstone belts in gneiss, standing steep.</summary>
internal sealed record BalticGeology : GeologyModel
{
    /// <summary>Foliation of the rocks, deviation 1: bands along the strike, moved by the faults, that magnetite follows.</summary>
    public required float[] Foliation { get; init; }

    /// <summary>True in a greenstone belt.</summary>
    public bool[] Belts() => Array.ConvertAll(Units, unit => unit >= BalticUnit.Metabasalt);
}
