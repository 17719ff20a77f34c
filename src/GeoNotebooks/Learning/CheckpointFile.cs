using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// A training on disk: weights, state of the optimiser and position, written whole after each pass. It carries a digest of options,
/// channels and labels, and is taken up only by the training that it belongs to.
/// </summary>
internal sealed class CheckpointFile(string folder, FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options)
{
    public const string FileName = "checkpoint.safetensors";
    private readonly string _path = Path.Combine(folder, FileName);
    private readonly string _fingerprint = Fingerprint(stack, training, validation, options);

    /// <summary>Takes up the training that the file holds; without a file it starts afresh.</summary>
    public void TakeUp(TrainingState state)
    {
        if (!File.Exists(_path))
            return;
        using var scope = NewDisposeScope();
        var (tensors, metadata) = SafeTensors.Read(_path);
        if (metadata.GetValueOrDefault("fingerprint") != _fingerprint)
            throw new InvalidDataException(
                $"{_path}: expected a checkpoint of this training of '{training.Target}'; found one with other options, channels or labels: delete it or name another folder");
        try
        {
            var passes = JsonSerializer.Deserialize<PassRecord[]>(metadata["passes"], JsonFormat.Line) ?? [];
            state.Restore(tensors, passes, JsonSerializer.Deserialize<int>(metadata["keptPass"], JsonFormat.Line), _path);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{_path}: expected the passes of a training in its header; {exception.Message}", exception);
        }
    }

    /// <summary>Writes the state after a whole pass.</summary>
    public void Write(TrainingState state) => SafeTensors.Write(_path, state.Tensors(), new Dictionary<string, string>
    {
        ["fingerprint"] = _fingerprint,
        ["passes"] = JsonSerializer.Serialize(state.Passes, JsonFormat.Line),
        ["keptPass"] = JsonSerializer.Serialize(state.KeptPass, JsonFormat.Line),
    });

    private static string Fingerprint(FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(options, JsonFormat.Line)));
        foreach (var channel in stack.Channels)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{channel.Name}\n{channel.Unit}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(channel.Values.AsSpan()));
        }
        foreach (var labels in validation is null ? [training] : new[] { training, validation })
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{labels.Target}\n{labels.Geometry}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(labels.Values.AsSpan()));
        }
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
