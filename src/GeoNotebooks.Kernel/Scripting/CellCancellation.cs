using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The cancellation of the cell that runs, for methods that take a <see cref="CancellationToken"/>.</summary>
public static class CellCancellation
{
    private static readonly AsyncLocal<CellInterruption?> Ambient = new();

    /// <summary>Cancelled when the user interrupts the cell. Outside of a cell it never is.</summary>
    public static CancellationToken Token => Ambient.Value?.Token ?? CancellationToken.None;

    /// <summary>How many cells of the process should have ended by now: all that a loop looks at as long as nobody interrupts.</summary>
    private static volatile int _overdue;

    /// <summary>Stands in each loop of a cell, put there when the cell is compiled.</summary>
    /// <exception cref="OperationCanceledException">The cell on this thread was told to stop, and had its time to do so by itself.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (_overdue != 0)
            ThrowIfOverdue();
    }

#pragma warning disable CS0420 // Interlocked is as good as volatile.
    internal static void NoteOverdue() => Interlocked.Increment(ref _overdue);

    internal static void NoteStopped() => Interlocked.Decrement(ref _overdue);
#pragma warning restore CS0420

    internal static void Enter(CellInterruption interruption) => Ambient.Value = interruption;

    /// <summary>The cell on this thread has ended: what the kernel says of it now is not the cell's, and is not stopped.</summary>
    internal static void Leave() => Ambient.Value = null;

    /// <summary>Called where a cell makes an output: a cell that prints on after an interrupt is stopped there, which is gentler than an abort.</summary>
    /// <exception cref="OperationCanceledException">The cell on this thread was told to stop, and had its time to do so by itself.</exception>
    internal static void ThrowIfOverdue() => Ambient.Value?.ThrowIfOverdue();
}
