namespace GeoNotebooks.Learning;

/// <summary>
/// The windows in which a network is run over a grid. A network that was trained on tiles may look at larger windows, since it only convolves: then fewer nodes lie near an edge, where its view is cut
/// off, and with windows that overlap by less than half each node is worked on fewer times.
/// </summary>
/// <param name="Nodes">Nodes along each side, a multiple of 2 to the power of the network's levels; null takes the size of the training tiles.</param>
/// <param name="Overlap">Nodes that neighbouring windows share, at most half a window; null takes half of the training tiles' size.</param>
public sealed record WindowOptions(int? Nodes = null, int? Overlap = null)
{
    /// <summary>Size and overlap for a network trained on such tiles.</summary>
    internal (int Size, int Overlap) For(int tile, int multiple)
    {
        var (size, overlap) = (Nodes ?? tile, Overlap ?? tile / 2);
        return size >= 1 && size % multiple == 0 && overlap >= 0 && overlap <= size / 2
            ? (size, overlap)
            : throw new ArgumentException($"the network needs windows with sides in multiples of {multiple} that share at most half of their nodes; found {size} nodes that share {overlap}");
    }
}
