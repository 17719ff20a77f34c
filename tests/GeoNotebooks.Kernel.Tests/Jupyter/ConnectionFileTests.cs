using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Kernel.Tests.Jupyter;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Good = """
        {"transport":"tcp","ip":"127.0.0.1","shell_port":1001,"control_port":1002,"stdin_port":1003,"iopub_port":1004,"hb_port":1005,
         "key":"k","signature_scheme":"hmac-sha256","kernel_name":".net-csharp"}
        """;

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void ReadsWhatJupyterWrites()
    {
        var connection = Read(Good);
        Assert.Equal("tcp://127.0.0.1:1004", connection.AddressOf(connection.IopubPort));
        Assert.Equal("tcp://[::1]:1001", Read(Good.Replace("127.0.0.1", "::1")).AddressOf(1001));
    }

    [Theory]
    [InlineData("\"tcp\"", "\"ipc\"", "transport tcp was expected, and ipc was found")]
    [InlineData("sha256", "md5", "signature scheme hmac-sha256 was expected, and hmac-md5 was found")]
    [InlineData("\"key\":\"k\",", "", "key")]
    [InlineData("1003", "70000", "five ports")]
    [InlineData("{", "", "JSON")]
    public void WhatCannotBeServedIsOneSentence(string part, string instead, string said)
    {
        var message = Assert.Throws<KernelException>(() => Read(Good.Replace(part, instead))).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed() => Assert.Contains("/no/such.json", Assert.Throws<KernelException>(() => ConnectionFile.Read("/no/such.json")).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);

    private ConnectionFile Read(string json)
    {
        File.WriteAllText(_path, json);
        return ConnectionFile.Read(_path);
    }
}
