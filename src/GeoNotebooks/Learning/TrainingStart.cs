using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>What a training begins from, and which part of it learns, in place of fresh weights and a normaliser fitted on the training ground.</summary>
/// <remarks>The training works on a copy: the network that it begins from is not touched and stays its owner's.</remarks>
public sealed record TrainingStart
{
    /// <summary>Network whose weights and running statistics the training begins with; it must have the shape that the training options ask for. Null draws fresh ones from the seed.</summary>
    public UNet? Network { get; init; }

    /// <summary>
    /// Share of the given weights in those that the training begins with, above 0 and up to 1; the rest is drawn fresh from the seed (Ash and Adams, 2020, NeurIPS: a network that begins with trained weights as they are
    /// may end behind one that begins with fresh ones; shrunk and disturbed, it learns as readily and keeps part of what it knew).
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>Normaliser of the channels; its order is the network's. Null fits one where the training labels are known.</summary>
    public Normaliser? Normaliser { get; init; }

    /// <summary>What learns. The head alone needs a network to begin from.</summary>
    public LearningPart Part { get; init; } = LearningPart.All;

    /// <summary>Says what does not fit before any time is spent.</summary>
    /// <exception cref="ArgumentException">The head alone is to learn, and there is no network, or the share is out of range.</exception>
    /// <exception cref="InvalidDataException">Network or normaliser do not fit the channels or the shape.</exception>
    internal void Require(FeatureStack stack, UNetOptions shape, string target)
    {
        if (Part == LearningPart.Head && Network is null)
            throw new ArgumentException($"'{target}': a head that learns alone needs a network to begin from; found none");
        if (!(Share is > 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"'{target}': a training begins with a share of the given weights above 0 and up to 1; found {Share}"));
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
        var weights = Weights.Copy(Network);
        if (Share < 1)
        {
            using var gradientsOff = no_grad();
            using Scalar given = Share, drawn = 1 - Share;
            var own = fresh.state_dict();
            foreach (var (name, tensor) in weights)
                if (tensor.is_floating_point())
                    tensor.mul_(given).add_(own[name], drawn);
        }
        Weights.Restore(fresh, weights, "", "the network that the training begins from");
        Weights.Dispose(weights);
    }

    /// <summary>Tells one start from another, for checkpoints.</summary>
    internal string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Part}\n{Share:R}\n{JsonSerializer.Serialize(Normaliser, JsonFormat.Line)}\n")));
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
