using System.Security.Cryptography;
using System.Text;
using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Kernel.Tests.Jupyter;

public sealed class WireFormatTests
{
    private const string Key = "a key";
    private const string Header = """{"msg_id":"1","msg_type":"kernel_info_request","session":"s","username":"u","version":"5.3","date":""}""";
    private readonly WireFormat _wire = new(Key);

    [Fact]
    public void AMessageSurvivesTheWay()
    {
        var read = _wire.Read(Channel.Shell, _wire.Write([[7, 8]], Encoding.UTF8.GetBytes(Header), "execute_request", new { Code = "\"Омчак 😀\"", StopOnError = false }));
        Assert.Equal("execute_request", read.Header.MsgType);
        Assert.Equal("1", read.ParentId);
        Assert.Equal([7, 8], Assert.Single(read.Identities));
        var content = read.ContentAs<ExecuteContent>();
        Assert.Equal(("\"Омчак 😀\"", false, true, false), (content.Code, content.StopOnError, content.StoreHistory, content.Silent));
    }

    [Fact]
    public void TheSignatureIsTheHmacOfTheFourParts()
    {
        var frames = _wire.Write([], null, "status", new { ExecutionState = "busy" });
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), frames.Skip(2).SelectMany(part => part).ToArray());
        Assert.Equal(Convert.ToHexStringLower(expected), Encoding.ASCII.GetString(frames[1]));
        Assert.Equal("""{"execution_state":"busy"}""", Encoding.UTF8.GetString(frames[5]));
        Assert.Equal("{}", Encoding.UTF8.GetString(frames[3]));
    }

    [Fact]
    public void EveryMessageHasAnIdOfItsOwn() =>
        Assert.Equal(3, Enumerable.Range(0, 3).Select(_ => _wire.Read(Channel.Shell, _wire.Write([], null, "x", new { })).Header.MsgId).Distinct().Count());

    [Fact]
    public void WithoutAKeyNothingIsSigned()
    {
        var open = new WireFormat("");
        Assert.Empty(open.Write([], null, "x", new { })[1]);
        Assert.Equal("x", open.Read(Channel.Shell, _wire.Write([], null, "x", new { })).Header.MsgType);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AChangedPartIsDropped(int part)
    {
        var frames = _wire.Write([], null, "x", new { A = 1 });
        frames[part] = [.. frames[part][..^1], (byte)(frames[part][^1] ^ 1)];
        Assert.Contains("signature", Assert.Throws<WireException>(() => _wire.Read(Channel.Shell, frames)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FewerFramesThanAMessageAreDropped()
    {
        var frames = _wire.Write([[1]], null, "x", new { });
        for (var count = 0; count < frames.Length; count++)
            Assert.Throws<WireException>(() => _wire.Read(Channel.Shell, frames[..count]));
    }

    [Theory]
    [InlineData("not json", "{}", "{}")]
    [InlineData("[]", "{}", "{}")]
    [InlineData("{}", "{}", "{}")]
    [InlineData("null", "{}", "{}")]
    [InlineData("""{"msg_id":7,"msg_type":"x"}""", "{}", "{}")]
    [InlineData(Header, "{", "{}")]
    [InlineData(Header, """{"msg_id":7}""", "{}")]
    [InlineData(Header, "{}", "")]
    public void SignedNonsenseIsDropped(string header, string parent, string content)
    {
        byte[][] parts = [.. new[] { header, parent, "{}", content }.Select(Encoding.UTF8.GetBytes)];
        Assert.Throws<WireException>(() => _wire.Read(Channel.Shell, ["<IDS|MSG>"u8.ToArray(), _wire.Sign(parts), .. parts]));
    }

    [Fact]
    public void LoneSurrogatesDoNotBreakAMessage() =>
        Assert.Equal("\ufffd", _wire.Read(Channel.Shell, _wire.Write([], null, "stream", new { Text = "\ud800" })).Content.GetProperty("text").GetString());
}
