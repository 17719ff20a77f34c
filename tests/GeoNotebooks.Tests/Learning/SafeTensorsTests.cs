using System.Text;
using GeoNotebooks.Learning;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning;

public sealed class SafeTensorsTests
{
    private static readonly Dictionary<string, string> Metadata = new() { ["target"] = "гранитоиды \"A\"" };

    // The file of one float and one long, byte for byte after the published layout.
    [Fact]
    public void Bytes_follow_the_published_layout()
    {
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["x"], [("a", tensor(new float[] { 1 }, [1, 1])), ("b", tensor(2L))], new Dictionary<string, string>());
        var header = """{"__metadata__":{},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"b":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}""";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected = [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(header), 0, 0, 0x80, 0x3F, 2, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expected, File.ReadAllBytes(folder["x"]));
    }

    [Fact]
    public void Tensors_come_back_whatever_their_layout()
    {
        using var folder = new TemporaryFolder();
        var turned = arange(24, dtype: ScalarType.Float32).reshape(2, 3, 4).permute(2, 0, 1);
        SafeTensors.Write(folder["x"], [("turned", turned), ("count", tensor(7L))], Metadata);
        var (tensors, metadata) = SafeTensors.Read(folder["x"]);
        Assert.Equal([4, 2, 3], tensors["turned"].shape);
        Assert.True(tensors["turned"].eq(turned).all().item<bool>());
        Assert.Equal(7, tensors["count"].item<long>());
        Assert.Equal(Metadata, metadata);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["x"], [("a", ones(3, 5))], Metadata);
        var bytes = File.ReadAllBytes(folder["x"]);
        Assert.Contains("'a' of shape (3, 5) should take 60 bytes", Refusal(bytes[..^4]));
        Assert.Contains("describes 60 bytes", Refusal([.. bytes, 0]));
        Assert.Contains("header after 8 bytes", Refusal(bytes[..20]));
        Assert.Contains("header after 8 bytes", Refusal([]));
        Assert.Contains("dtype 'F64'", Refusal(Replaced("F32", "F64")));
        Assert.Contains("header of names", Refusal(Replaced("shape", "sharp")));
        Assert.Contains("header of names", Refusal(Replaced("{\"dtype\"", "\"{dtype\"")));

        string Refusal(byte[] content)
        {
            File.WriteAllBytes(folder["x"], content);
            return Assert.Throws<InvalidDataException>(() => SafeTensors.Read(folder["x"])).Message;
        }

        byte[] Replaced(string from, string to) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(from, to));
    }
}
