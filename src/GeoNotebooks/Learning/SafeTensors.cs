using System.Buffers.Binary;
using System.Text.Json;
using GeoNotebooks.Runs;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// Tensors in one file, in the published safetensors layout (Hugging Face, safetensors format, 2023): 8 bytes of header length (little-endian), a
/// JSON header {name: {dtype, shape, data_offsets}}, then the values, little-endian, row-major, without gaps. Nothing in such a file can run.
/// </summary>
internal static class SafeTensors
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;
    private const string MetadataName = "__metadata__";

    private static readonly (string Name, ScalarType Type)[] Types = [("F32", ScalarType.Float32), ("I64", ScalarType.Int64)];

    /// <summary>Writes tensors beside their place and renames the whole file.</summary>
    public static void Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var scope = NewDisposeScope();
        var entries = tensors.Select(entry => (entry.Name, Tensor: entry.Tensor.detach().cpu().contiguous())).ToList();
        var header = HeaderOf(entries, metadata);
        AtomicFile.Write(path, beside =>
        {
            using var stream = File.Create(beside);
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in entries)
                stream.Write(tensor.bytes);
            // On the disk before it is renamed: else a power cut may leave the name and not the values.
            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>Reads all tensors of a file; they belong to the caller.</summary>
    /// <exception cref="InvalidDataException">The file is cut short or does not follow the layout.</exception>
    public static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = bytes.Length >= LengthBytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
        if (headerLength is 0 or > LargestHeader || (long)headerLength > bytes.Length - LengthBytes)
            throw new InvalidDataException($"{path}: expected safetensors with a header after 8 bytes; found {bytes.Length} bytes that hold none");
        var data = bytes.AsMemory(LengthBytes + (int)headerLength);
        var tensors = new Dictionary<string, Tensor>();
        var metadata = new Dictionary<string, string>();
        try
        {
            using var header = JsonDocument.Parse(bytes.AsMemory(LengthBytes, (int)headerLength));
            long end = 0;
            foreach (var entry in header.RootElement.EnumerateObject())
                if (entry.Name == MetadataName)
                    foreach (var pair in entry.Value.EnumerateObject())
                        metadata[pair.Name] = pair.Value.GetString() ?? "";
                else
                    tensors[entry.Name] = ReadTensor(path, entry, data, ref end);
            if (end != data.Length)
                throw new InvalidDataException($"{path}: its header describes {end} bytes of values; found {data.Length}");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: expected a safetensors header of names with dtype, shape and data_offsets; {exception.Message}", exception);
        }
        return (tensors, metadata);
    }

    private static byte[] HeaderOf(List<(string Name, Tensor Tensor)> entries, IReadOnlyDictionary<string, string> metadata)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, tensor) in entries)
            {
                var end = offset + tensor.numel() * tensor.element_size();
                json.WriteStartObject(name);
                json.WriteString("dtype", Types.Single(type => type.Type == tensor.dtype).Name);
                json.WriteStartArray("shape");
                foreach (var side in tensor.shape)
                    json.WriteNumberValue(side);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }
            json.WriteEndObject();
        }
        // Spaces bring the values to a multiple of 8 bytes, as other writers do for readers that map the file.
        while (memory.Length % 8 != 0)
            memory.WriteByte((byte)' ');
        return memory.ToArray();
    }

    private static Tensor ReadTensor(string path, JsonProperty entry, ReadOnlyMemory<byte> data, ref long end)
    {
        var name = entry.Value.GetProperty("dtype").GetString();
        var (_, type) = Types.FirstOrDefault(type => type.Name == name) is { Name: not null } found
            ? found
            : throw new InvalidDataException($"{path}: tensor '{entry.Name}' is of dtype '{name}'; expected F32 or I64");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        var (start, stop) = (entry.Value.GetProperty("data_offsets")[0].GetInt64(), entry.Value.GetProperty("data_offsets")[1].GetInt64());
        var bytes = shape.Aggregate(type == ScalarType.Int64 ? 8L : 4L, (product, side) => product * side);
        if (start != end || stop - start != bytes || stop > data.Length || shape.Any(side => side < 0))
            throw new InvalidDataException(
                $"{path}: tensor '{entry.Name}' of shape ({string.Join(", ", shape)}) should take {bytes} bytes from byte {end} of {data.Length}; its header says {start} to {stop}");
        end = stop;
        var tensor = empty(shape, type);
        data.Span[(int)start..(int)stop].CopyTo(tensor.bytes);
        return tensor;
    }
}
