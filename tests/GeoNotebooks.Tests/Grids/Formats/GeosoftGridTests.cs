using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>No program of Debian's reads these grids: the files are built here, byte by byte, from Geosoft's published layout.</summary>
public sealed class GeosoftGridTests
{
    private static readonly GeosoftGrid Format = new();

    [Theory]
    [InlineData(1), InlineData(-1), InlineData(2), InlineData(-2), InlineData(3), InlineData(-3), InlineData(4), InlineData(-4)]
    public void Every_order_gives_the_same_map(int order)
    {
        var grid = Read(Bare(order));
        Assert.Equal(StoredOrders.Values, grid.Values);
        Assert.Equal((2, 3), (grid.Rows, grid.Columns));
        StoredOrders.LiesAt(grid.Geometry, 5_000, 60_000, 25, 40, 0);
        // The nodes of the north-west corner, without the half cell that other formats add.
        Assert.Equal((5_000, 60_040), (grid.Geometry.West, grid.Geometry.North));
    }

    [Theory]
    [InlineData(1, 30), InlineData(-1, 30), InlineData(-3, -72.5), InlineData(4, 190)]
    public void Turned_grid_turns_about_its_bottom_left_node(int order, double rotation)
    {
        var grid = Read(Bare(order, rotation: rotation));
        Assert.Equal(StoredOrders.Values, grid.Values);
        Assert.Equal(rotation, grid.Geometry.RotationDegrees);
        StoredOrders.LiesAt(grid.Geometry, 5_000, 60_000, 25, 40, rotation);
    }

    [Theory]
    [InlineData(1, 0, "255"), InlineData(1, 1, "-127"), InlineData(2, 0, "65535"), InlineData(2, 1, "-32767"), InlineData(4, 0, "4294967295"), InlineData(4, 1, "-2147483647")]
    [InlineData(4, 2, "-1e32"), InlineData(8, 2, "-1e32")]
    public void Every_type_has_its_dummy(int size, int sign, string dummy)
    {
        var grid = Read(Bare(1, size, sign, double.Parse(dummy)));
        Assert.Equal(StoredOrders.Values, grid.Values);
    }

    [Theory]
    [InlineData(1, 1, -128.0), InlineData(2, 0, 65534.0), InlineData(2, 1, -32768.0), InlineData(4, 0, 4294967040.0), InlineData(4, 2, -1e31), InlineData(8, 2, 1.25e30)]
    public void Neighbours_of_a_dummy_are_values(int size, int sign, double neighbour) =>
        Assert.Equal((float)neighbour, Read(Bare(1, size, sign, neighbour)).Values[4]);

    [Fact]
    public void Values_are_stored_numbers_over_the_factor_plus_the_base()
    {
        var bytes = Bare(1, 2, 1, -32767);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(60), 57_000);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(68), 8);
        Assert.Equal([57_000.375f, 57_001.625f, 57_002.875f, 57_004.125f, float.NaN, 57_006.625f], Read(bytes).Values);
    }

    [Fact]
    public void Label_names_the_grid()
    {
        var bytes = Bare(1);
        Encoding.ASCII.GetBytes("Bouguer anomaly").CopyTo(bytes, 76);
        Assert.Equal("Bouguer anomaly", Read(bytes).Name);
        Assert.Equal("made", Read(Bare(1)).Name);
    }

    [Theory]
    [InlineData(1, 1), InlineData(1, 2), InlineData(-1, 1), InlineData(-1, 2), InlineData(-1, 3)]
    public void Compressed_grid_is_the_bare_one(int order, int vectorsPerBlock)
    {
        var bare = Read(Bare(order, 8, 2));
        var packed = Read(Compressed(Bare(order, 8, 2), vectorsPerBlock));
        Assert.Equal(bare.Values, packed.Values);
        Assert.Equal(bare.Geometry, packed.Geometry);
    }

    [Fact]
    public void Any_size_with_any_holes_comes_back_bare_and_packed() => Gen.Select(Gen.Int[1, 1_500], Gen.Int[1, 6], Gen.Int[1, 7], Gen.UInt).Sample((elements, vectors, perBlock, seed) =>
    {
        var random = new Random((int)seed);
        var bytes = With(With(Bare(1)[..512], 8, elements), 12, vectors);
        var stored = Enumerable.Range(0, elements * vectors).Select(_ => random.Next(5) == 0 ? -1e32f : random.NextSingle() * 1e5f).ToArray();
        var body = new byte[4 * stored.Length];
        Buffer.BlockCopy(stored, 0, body, 0, body.Length);
        byte[] bare = [.. bytes, .. body];
        // Order 1: the first row of the file is the southernmost.
        float[] expected = [.. Enumerable.Range(0, vectors).Reverse().SelectMany(row => stored[(row * elements)..((row + 1) * elements)]).Select(value => value < 0 ? float.NaN : value)];
        Assert.Equal(expected, Read(bare).Values);
        Assert.Equal(expected, Read(Compressed(bare, perBlock)).Values);
    }, iter: 100);

    [Theory]
    [InlineData("<metadata><geosoft xmlns=\"http://www.geosoft.com/schema/geo\"><projection type=\"TM\" wellknown_epsg=\"28425\"/></geosoft></metadata>", 28425)]
    [InlineData("<metadata><projection name=\"local\"/></metadata>", null)]
    [InlineData("<metadata><projection", null)]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;<projection wellknown_epsg=\"4326\"/></a>", null)]
    public void System_comes_from_the_xml_beside(string xml, int? epsg)
    {
        using var content = GridContent.OfBytes("made.grd", Bare(1), new Dictionary<string, byte[]> { ["made.grd.xml"] = Encoding.UTF8.GetBytes(xml) });
        Assert.Equal(epsg is { } code ? Crs.FromEpsg(code) : Crs.Local, Format.Read(content).Geometry.Crs);
    }

    [Fact]
    public void Format_is_recognised_by_content()
    {
        using var content = GridContent.OfBytes("made.bin", Compressed(Bare(-3), 1));
        Assert.IsType<GeosoftGrid>(GridFile.FormatOf(content));
        using var zeros = GridContent.OfBytes("zeros.grd", new byte[2_000]);
        Assert.Throws<InvalidDataException>(() => GridFile.FormatOf(zeros));
    }

    [Fact]
    public void File_on_disk_is_read_too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.grd"], Compressed(Bare(2), 2));
        File.WriteAllText(folder["a.grd.xml"], "<a><projection wellknown_epsg='32650'/></a>");
        var grid = GridFile.Read(folder["a.grd"]);
        Assert.Equal(StoredOrders.Values, grid.Values);
        Assert.Equal(Crs.Wgs84Utm50North, grid.Geometry.Crs);
    }

    [Fact]
    public void Colours_are_not_numbers()
    {
        var bytes = Bare(1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 3);
        Says(bytes, "cells hold colours, not measured values");
    }

    [Fact]
    public void Damage_is_told_in_one_sentence()
    {
        Says(Bare(1)[..^1], "expected 536 bytes (2 vectors of 12 bytes after the header); the file has 535");
        Says(Bare(1)[..300], "header of 512 bytes");
        Says(With(Bare(1), 8, -3), "expected 1 to");
        Says(With(Bare(1), 8, int.MaxValue), "expected");
        Says(With(Bare(1), 16, 5), "storage order (KX)");
        Says(With(Bare(1), 20, double.NaN), "cell width and height above 0");
        Says(With(Bare(1), 52, double.NaN), "the place of the first node");
        Says(With(Bare(1), 68, 0.0), "ZMULT other than 0");
        Says(With(Bare(1), 0, 3), "expected elements of 1, 2, 4 or 8 bytes");
    }

    [Fact]
    public void Damage_of_compressed_blocks_is_told_in_one_sentence()
    {
        var packed = Compressed(Bare(1), 1);
        Says(With(packed, 520, 7), "expected blocks for 2 vectors; found 7 blocks of 1");
        Says(With(packed, 524, 0), "found 2 blocks of 0");
        Says(packed[..540], "a table of 2 blocks");
        Says(With(packed, 528, long.MaxValue), "expected block 0 within the file");
        Says(With(packed, 544, int.MaxValue), "expected block 0 within the file");
        var method = (byte[])packed.Clone();
        method[(int)BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(528)) + 16] ^= 0xFF;
        Says(method, "expected a zlib stream in block 0");
        // A head whose flag asks for a dictionary, and which divides by 31 as a head must (RFC 1950).
        var dictionary = (byte[])packed.Clone();
        var head = (int)BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(528)) + 16;
        (dictionary[head], dictionary[head + 1]) = (0x78, 0xBB);
        Says(dictionary, "expected a zlib stream in block 0");
        // The last four bytes of a zlib stream are its checksum.
        var checksum = (byte[])packed.Clone();
        checksum[^1] ^= 1;
        Says(checksum, "expected a zlib stream in block 1");
        Says(Compressed(Bare(1), 1, vectorsInBlock: 2), "block 0 holds more");
    }

    [Fact]
    public void Bomb_is_refused_before_it_goes_off()
    {
        // 4 million zeros pack into some 4,000 bytes.
        var zeros = With(With(With(new byte[512 + 4_000_000], 0, 1), 8, 4_000), 12, 1_000);
        var bare = With(With(With(With(zeros, 4, 0), 16, 1), 20, 1.0), 28, 1.0);
        Says(Compressed(With(bare, 68, 1.0), 1_000), "expected at most 200 bytes from one compressed byte");
    }

    [Fact]
    public void Blocks_that_share_bytes_are_refused()
    {
        var packed = Compressed(Bare(1), 1);
        // Both blocks begin at the head of the file and end at its end: each lies within it, the two together do not.
        var shared = With(With(With(With(packed, 528, 0L), 536, 0L), 544, packed.Length), 548, packed.Length);
        Says(shared, "expected block 1 within the file");
    }

    [Theory]
    [InlineData(1, 8, 2, 30), InlineData(-1, 1, 0, 0), InlineData(4, 2, 1, 0), InlineData(-4, 4, 2, -5)]
    public void Mutated_files_end_well(int order, int size, int sign, double rotation) => MutatedFile.EndsWell(Format, Bare(order, size, sign, sign == 0 ? 255 : -1e32, rotation));

    [Theory]
    [InlineData(1, 1), InlineData(-1, 2)]
    public void Mutated_compressed_files_end_well(int order, int vectorsPerBlock) =>
        MutatedFile.EndsWell(Format, Compressed(Bare(order, 8, 2), vectorsPerBlock), mostExpansion: 200);

    private static Grid Read(byte[] bytes)
    {
        using var content = GridContent.OfBytes("made.grd", bytes);
        return Format.Read(content);
    }

    private static void Says(byte[] bytes, string sentence)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(bytes));
        Assert.StartsWith("made.grd: ", exception.Message);
        Assert.Contains(sentence, exception.Message);
    }

    /// <summary>The map of <see cref="StoredOrders"/> with its first node at 5000, 60000, 25 m between columns and 40 m between rows.</summary>
    private static byte[] Bare(int order, int size = 4, int sign = 2, double dummy = -1e32, double rotation = 0)
    {
        var vectors = StoredOrders.Vectors[order];
        var along = vectors[0].Length == 3;
        var bytes = new byte[512 + 6 * size];
        int[] integers = [size, sign, vectors[0].Length, vectors.Length, order];
        double[] numbers = [along ? 25 : 40, along ? 40 : 25, 5_000, 60_000, rotation, 0, 1];
        for (var i = 0; i < integers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), integers[i]);
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(20 + 8 * i), numbers[i]);
        var at = 512;
        foreach (var letter in string.Concat(vectors))
        {
            var value = double.IsNaN(StoredOrders.Value(letter)) ? dummy : StoredOrders.Value(letter);
            switch (size, sign)
            {
                case (1, _):
                    bytes[at] = unchecked((byte)(int)value);
                    break;
                case (2, _):
                    BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), unchecked((short)(int)value));
                    break;
                case (4, 2):
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), (float)value);
                    break;
                case (4, _):
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), unchecked((int)(long)value));
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), value);
                    break;
            }
            at += size;
        }
        return bytes;
    }

    /// <summary>A bare grid with its vectors in zlib blocks: signature, method, counts, offsets, lengths, then blocks of 16 bytes and a stream.</summary>
    private static byte[] Compressed(byte[] bare, int vectorsPerBlock, int? vectorsInBlock = null)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(bare);
        var (elements, vectors) = (BinaryPrimitives.ReadInt32LittleEndian(bare.AsSpan(8)), BinaryPrimitives.ReadInt32LittleEndian(bare.AsSpan(12)));
        var blocks = (vectors + vectorsPerBlock - 1) / vectorsPerBlock;
        using var file = new MemoryStream();
        file.Write(With(bare, 0, size + 1024).AsSpan(0, 512));
        file.Write(new byte[16 + 12 * blocks]);
        var made = new List<(long Offset, int Length)>();
        for (var block = 0; block < blocks; block++)
        {
            var start = file.Position;
            file.Write(new byte[16]);
            using (var zlib = new ZLibStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                var from = block * vectorsPerBlock;
                var count = Math.Min(vectorsInBlock ?? vectorsPerBlock, vectors - from);
                zlib.Write(bare.AsSpan(512 + from * elements * size, count * elements * size));
            }
            made.Add((start, (int)(file.Position - start)));
        }
        var bytes = With(With(With(file.ToArray(), 516, 1), 520, blocks), 524, vectorsPerBlock);
        for (var block = 0; block < blocks; block++)
            bytes = With(With(bytes, 528 + 8 * block, made[block].Offset), 528 + 8 * blocks + 4 * block, made[block].Length);
        return bytes;
    }

    private static byte[] With<T>(byte[] bytes, int at, T value) where T : unmanaged
    {
        var copy = (byte[])bytes.Clone();
        System.Runtime.InteropServices.MemoryMarshal.Write(copy.AsSpan(at), in value);
        return copy;
    }
}
