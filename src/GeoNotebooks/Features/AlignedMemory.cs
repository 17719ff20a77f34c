using System.Runtime.InteropServices;

namespace GeoNotebooks.Features;

/// <summary>Floats outside the collector's reach, at the start of a cache line: kept and given back by whoever owns them.</summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    private const int Line = 64;

    private nint _start;

    public AlignedMemory(long floats)
    {
        _start = (nint)NativeMemory.AlignedAlloc(checked((nuint)floats * sizeof(float)), Line);
    }

    ~AlignedMemory() => Free();

    public float* Start => _start != 0 ? (float*)_start : throw new ObjectDisposedException(nameof(Spectrum), "the spectrum was disposed of before this transform of it");

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var start = Interlocked.Exchange(ref _start, 0);
        if (start != 0)
            NativeMemory.AlignedFree((void*)start);
    }
}
