using System.Runtime.Intrinsics;
using GeoNotebooks.Features;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Features;

public sealed class SpectralPlaneTests
{
    /// <summary>Lengths of each radix, of one pass and of many, an odd half, and rows and waves that do not fill the last lanes.</summary>
    [Theory]
    [InlineData(16, 16)]
    [InlineData(18, 50)]
    [InlineData(20, 24)]
    [InlineData(30, 54)]
    [InlineData(90, 16)]
    [InlineData(250, 162)]
    [InlineData(96, 120)]
    [InlineData(288, 240)]
    public void Transforms_as_torch_does(int rows, int columns)
    {
        var random = new Random(rows * columns);
        var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f).ToArray();
        using var plane = new SpectralPlane(rows, columns, 2, 3, 0, (row, line) => values.AsSpan(row * columns, columns).CopyTo(line));
        var made = new float[(rows - 5) * columns];
        plane.Apply(new Skew(0.7f, 0.2f), 3, rows - 5, (row, line) => line.CopyTo(made.AsSpan(row * columns, columns)));

        using var scope = NewDisposeScope();
        var north = -2 * Math.PI * fft.fftfreq(rows, 3.0).to(ScalarType.Float64).reshape(rows, 1);
        north[rows / 2, 0] = 0.0;
        var east = 2 * Math.PI * fft.rfftfreq(columns, 2.0).to(ScalarType.Float64).reshape(1, columns / 2 + 1);
        var length = (east.square() + (2 * Math.PI * fft.fftfreq(rows, 3.0).to(ScalarType.Float64).reshape(rows, 1)).square()).sqrt();
        var odd = 0.7 * east + 0.2 * north;
        odd[rows / 2] = 0.0;
        var expected = fft.irfft2(fft.rfft2(tensor(values, [rows, columns]).to(ScalarType.Float64)) * complex((-length).exp(), odd), [rows, columns])
            .narrow(0, 3, rows - 5).contiguous().data<double>().ToArray();
        var scale = Math.Sqrt(expected.Average(value => value * value));
        for (var i = 0; i < made.Length; i++)
            Assert.Equal(expected[i], made[i], 5e-6 * scale);
    }

    /// <summary>A disposed spectrum has given its memory to others.</summary>
    [Fact]
    public void Refuses_work_once_disposed()
    {
        var plane = new SpectralPlane(16, 16, 1, 1, 0, (_, line) => line.Clear());
        plane.Dispose();
        plane.Dispose();

        Assert.Throws<ObjectDisposedException>(() => plane.Apply(new Skew(1, 1), 0, 16, (_, _) => { }));
    }

    private readonly record struct Skew(float East, float North) : ITransfer
    {
        public (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length) =>
            (Vector256.Exp(-length), East * east + North * north);
    }
}
