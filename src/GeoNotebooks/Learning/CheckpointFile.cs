using System.Diagnostics;
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
/// A training on disk: weights, state of the optimiser and position, written beside its place and renamed, so that a whole checkpoint is there whenever the process ends. It carries digests of
/// options, channels and labels, and is taken up only by the training that it belongs to.
/// </summary>
internal sealed class CheckpointFile
{
    public const string FileName = "checkpoint.safetensors";
    private const string PositionKey = "position";
    private readonly string _path, _target;
    private readonly CheckpointInterval _interval;
    private readonly (string Key, string Words, string? Digest)[] _owner;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private int _stepsSinceLast;

    public CheckpointFile(string folder, FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options, TrainingStart? start)
    {
        (_path, _target, _interval) = (Path.Combine(folder, FileName), training.Target, options.Checkpoints);
        _owner =
        [
            ("network", "another network", Digest(options.NetworkFor(stack.Channels.Count))),
            ("options", "other options", Digest(options with { Checkpoints = new() })),
            ("channels", "other channels", Digest(stack)),
            ("labels", "other training labels", Digest(training)),
            ("validation", "other validation labels", validation is null ? "none" : Digest(validation)),
            // Without a start the file says nothing of one, as files did before there was any.
            ("start", "another start", start?.Digest()),
        ];
    }

    /// <summary>Why the latest checkpoint could not be written, in a sentence; null when it was.</summary>
    public string? Warning { get; private set; }

    /// <summary>Takes up the training that the file holds; without a file it starts afresh.</summary>
    public void TakeUp(TrainingState state)
    {
        DeleteHalfWritten();
        if (!File.Exists(_path))
            return;
        using var scope = NewDisposeScope();
        var (tensors, metadata) = SafeTensors.Read(_path);
        if (Array.Find(_owner, part => metadata.GetValueOrDefault(part.Key) != part.Digest) is { Words: { } words })
            throw new InvalidDataException(
                $"{_path}: expected a checkpoint of this training of '{_target}'; found one with {words}: delete it or name another folder");
        try
        {
            var position = JsonSerializer.Deserialize<TrainingPosition>(metadata[PositionKey], JsonFormat.Line);
            state.Restore(tensors, position is { Passes: not null } ? position : throw new JsonException("it is empty"), _path);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{_path}: expected the position of a training in its header; {exception.Message}", exception);
        }
    }

    /// <summary>Writes the state after a step within a pass, when it is time.</summary>
    public void WriteWhenDue(TrainingState state)
    {
        _stepsSinceLast++;
        if (_stepsSinceLast >= _interval.Steps || _sinceLast.Elapsed.TotalSeconds >= _interval.Seconds)
            Write(state);
    }

    /// <summary>Writes the state. When the disk is full or gone, the last good checkpoint stays, <see cref="Warning"/> says so, and the training goes on: what it has learnt is still in memory.</summary>
    public void Write(TrainingState state)
    {
        (_stepsSinceLast, Warning) = (0, null);
        _sinceLast.Restart();
        try
        {
            SafeTensors.Write(_path, state.Tensors(), new Dictionary<string, string>(_owner.Where(part => part.Digest is not null).Select(part => KeyValuePair.Create(part.Key, part.Digest!)))
            {
                [PositionKey] = JsonSerializer.Serialize(state.Position, JsonFormat.Line),
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Warning = $"the checkpoint after pass {state.Passes.Count}, step {state.Position.Step} could not be written ({exception.Message}); {(File.Exists(_path) ? "the last good one stays" : "there is none yet")}, and the training goes on";
        }
    }

    /// <summary>What a process that was killed while writing has left behind.</summary>
    private void DeleteHalfWritten()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(_path)) is { } folder && Directory.Exists(folder))
            foreach (var partial in Directory.GetFiles(folder, FileName + ".*" + AtomicFile.PartialExtension))
                File.Delete(partial);
    }

    private static string Digest<T>(T options) => Digest((ReadOnlySpan<byte>)JsonSerializer.SerializeToUtf8Bytes(options, JsonFormat.Line));

    private static string Digest(FeatureStack stack)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var channel in stack.Channels)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{channel.Name}\n{channel.Unit}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(channel.Values.AsSpan()));
        }
        return Text(hash.GetHashAndReset());
    }

    private static string Digest(TargetLabels labels) =>
        Digest([.. Encoding.UTF8.GetBytes($"{labels.Target}\n{labels.Geometry}\n"), .. MemoryMarshal.AsBytes(labels.Values.AsSpan())]);

    private static string Digest(ReadOnlySpan<byte> bytes) => Text(SHA256.HashData(bytes));

    private static string Text(byte[] hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
