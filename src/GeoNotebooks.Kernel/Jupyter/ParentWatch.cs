using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>Ends the kernel when the front end that started it has died: Jupyter gives its process id in JPY_PARENT_PID.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Starts to watch, where there is a parent to watch. On Windows the variable holds a handle, and Jupyter ends its kernels by a job.</summary>
    /// <param name="stop">Called once, when the parent is gone.</param>
    public static void Start(Action stop)
    {
        if (OperatingSystem.IsWindows() || !int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var parent) || parent <= 1)
            return;

        // A parent that is dead but not yet buried still has a process, so a child of it looks at whose child it is.
        var direct = GetParentId() == parent;
        new Thread(() =>
        {
            while (direct ? GetParentId() == parent : IsAlive(parent))
                Thread.Sleep(Beat);
            stop();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();
}
