using System.Buffers;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Features;

/// <summary>
/// Floats that stay where they are, from the start of a cache line on. They are lent by the shared pool: the system gives fresh memory page by page, and for a large plane that takes as long as its transform.
/// </summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    private const int Line = 64;

    private readonly float[] _array;
    private GCHandle _pin;

    public AlignedMemory(long floats)
    {
        _array = ArrayPool<float>.Shared.Rent(checked((int)floats + Line / sizeof(float)));
        _pin = GCHandle.Alloc(_array, GCHandleType.Pinned);
        Start = (float*)((_pin.AddrOfPinnedObject() + Line - 1) & ~(nint)(Line - 1));
    }

    // Who forgets to dispose keeps the pool from having it again, but not the collector.
    ~AlignedMemory()
    {
        if (_pin.IsAllocated)
            _pin.Free();
    }

    /// <summary>The first float; what lies there was left by others.</summary>
    public float* Start { get; }

    public void Dispose()
    {
        if (!_pin.IsAllocated)
            return;
        _pin.Free();
        GC.SuppressFinalize(this);
        ArrayPool<float>.Shared.Return(_array);
    }
}
