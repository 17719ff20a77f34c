using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>Weights of a network as named tensors, running statistics of its normalisations included.</summary>
internal static class Weights
{
    /// <summary>Copies that later steps do not touch; they belong to the caller.</summary>
    public static Dictionary<string, Tensor> Copy(UNet network)
    {
        using var _ = no_grad();
        // The scope holds what is made on the way: else a collection may free it while native code still reads it.
        using var scope = NewDisposeScope();
        return network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Writes named tensors into a network; every tensor of the network must be there in its shape.</summary>
    /// <param name="network">Takes the values.</param>
    /// <param name="tensors">Named tensors, those of others among them.</param>
    /// <param name="prefix">What stands before the names of this network.</param>
    /// <param name="source">Where the tensors come from, for the message.</param>
    public static void Restore(UNet network, IReadOnlyDictionary<string, Tensor> tensors, string prefix, string source)
    {
        using var _ = no_grad();
        foreach (var (name, tensor) in network.state_dict())
            Restore(tensor, tensors, prefix + name, source);
    }

    /// <summary>Gives copies back.</summary>
    public static void Dispose(IReadOnlyDictionary<string, Tensor>? tensors)
    {
        foreach (var tensor in tensors?.Values ?? [])
            tensor.Dispose();
    }

    /// <summary>Writes one named tensor into another of its shape and type.</summary>
    public static void Restore(Tensor target, IReadOnlyDictionary<string, Tensor> tensors, string name, string source)
    {
        if (!tensors.TryGetValue(name, out var found))
            throw new InvalidDataException($"{source}: expected a tensor '{name}'; there is none");
        if (!found.shape.SequenceEqual(target.shape) || found.dtype != target.dtype)
            throw new InvalidDataException(
                $"{source}: expected '{name}' as {target.dtype} of ({string.Join(", ", target.shape)}); found {found.dtype} of ({string.Join(", ", found.shape)})");
        using var gradientsOff = no_grad();
        target.copy_(found);
    }
}
