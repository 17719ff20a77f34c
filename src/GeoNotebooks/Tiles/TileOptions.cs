namespace GeoNotebooks.Tiles;

/// <summary>Size and choice of tiles: 64 x 64 nodes at 200 m are 12.8 km x 12.8 km, 164 km2.</summary>
/// <param name="Size">Nodes along each side.</param>
/// <param name="Stride">Nodes between neighbouring source positions; half the size makes each node part of four tiles.</param>
/// <param name="KnownShare">Smallest share of nodes with a known label that makes a tile worth training on; a tile that holds the target is always taken.</param>
public sealed record TileOptions(int Size = 64, int Stride = 32, double KnownShare = 0.25)
{
    /// <summary>Side of the window that a view turned by any angle draws from: the diagonal of a tile, 91 nodes for 64.</summary>
    public int SourceWindow => (int)Math.Ceiling(Size * Math.Sqrt(2));

    internal void Require()
    {
        if (Size < 1 || Stride < 1 || Stride > Size || !(KnownShare is >= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant(
                $"tiles need a size above 0, a stride from 1 to the size and a known share from 0 to 1; found {Size}, {Stride} and {KnownShare}"));
    }
}

/// <summary>North-west node of a tile.</summary>
/// <param name="Row">Row, 0 northernmost.</param>
/// <param name="Column">Column, 0 westernmost.</param>
public readonly record struct TilePosition(int Row, int Column);
