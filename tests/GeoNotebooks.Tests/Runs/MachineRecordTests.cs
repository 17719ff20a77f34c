using GeoNotebooks.Runs;
using Xunit;

namespace GeoNotebooks.Tests.Runs;

public sealed class MachineRecordTests
{
    [Theory]
    [InlineData(false, "avx2", "avx512f", "avx512_vnni")]
    [InlineData(true, "avx2", "avx512f", "avx512_bf16")]
    [InlineData(true, "amx_tile", "amx_bf16")]
    [InlineData(false)]
    public void BFloat16_follows_from_the_flags_of_the_processor(bool expected, params string[] flags) =>
        Assert.Equal(expected, MachineRecord.MultipliesBFloat16(flags));

    [Fact]
    public void This_machine_is_described()
    {
        var machine = MachineRecord.Current();
        Assert.Equal(MachineRecord.MultipliesBFloat16(), machine.VectorExtensions.Contains("bf16", StringComparison.Ordinal));
        Assert.Equal(Environment.ProcessorCount, machine.Threads);
    }
}
