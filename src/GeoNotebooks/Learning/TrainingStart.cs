using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>What a training begins from, and which part of it learns, in place of fresh weights and a normaliser fitted on the training ground.</summary>
/// <remarks>The training works on a copy: the network that it begins from is not touched and stays its owner's.</remarks>
public sealed record TrainingStart
{
    /// <summary>Network whose weights and running statistics the training begins with; it must have the shape that the training options ask for. Null draws fresh ones from the seed.</summary>
    public UNet? Network { get; init; }

    /// <summary>Normaliser of the channels; its order is the network's. Null fits one where the training labels are known.</summary>
    public Normaliser? Normaliser { get; init; }

    /// <summary>What learns. The head alone needs a network to begin from.</summary>
    public LearningPart Part { get; init; } = LearningPart.All;

    /// <summary>Says what does not fit before any time is spent.</summary>
    /// <exception cref="ArgumentException">The head alone is to learn, and there is no network.</exception>
    /// <exception cref="InvalidDataException">Network or normaliser do not fit the channels or the shape.</exception>
    internal void Require(FeatureStack stack, UNetOptions shape, string target)
    {
        if (Part == LearningPart.Head && Network is null)
            throw new ArgumentException($"'{target}': a head that learns alone needs a network to begin from; found none");
        // Dropped maps are no part of the weights: a training may drop another share.
        if (Network is { } network && network.Options with { Dropout = shape.Dropout } != shape)
            throw new InvalidDataException($"'{target}': expected a network to begin from of the shape that is trained, {shape}; found {network.Options}");
        if (Normaliser is not { } normaliser)
            return;
        if (normaliser.Channels.Count != stack.Channels.Count)
            throw new InvalidDataException($"'{target}': expected a normaliser of the {stack.Channels.Count} channels {string.Join(", ", stack.Names)}; found one of {string.Join(", ", normaliser.Channels.Select(channel => channel.Name))}");
        foreach (var expected in normaliser.Channels)
            if (stack.Channels.FirstOrDefault(channel => channel.Name == expected.Name)?.Unit is var unit && unit != expected.Unit)
                throw new InvalidDataException($"'{target}': the normaliser to begin from knows the channel '{expected.Name}' in {expected.Unit}; the stack has {(unit is null ? "no such channel" : $"it in {unit}")}");
    }

    /// <summary>Gives a fresh network the weights to begin with.</summary>
    internal void Fill(UNet fresh)
    {
        if (Network is null)
            return;
        // The scope holds what is made on the way: native code must not read what a collection has just freed.
        using var scope = NewDisposeScope();
        var weights = Weights.Copy(Network);
        Weights.Restore(fresh, weights, "", "the network that the training begins from");
        Weights.Dispose(weights);
    }

    /// <summary>Tells one start from another, for checkpoints.</summary>
    internal string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Part}\n{JsonSerializer.Serialize(Normaliser, JsonFormat.Line)}\n"));
        if (Network is not null)
        {
            using var scope = NewDisposeScope();
            foreach (var (name, tensor) in Network.state_dict())
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n"));
                // The scope holds each copy until its bytes have been read.
                hash.AppendData(tensor.detach().cpu().contiguous().bytes.ToArray());
            }
        }
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
