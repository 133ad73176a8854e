using System.ComponentModel;
using System.Diagnostics;

namespace Aquatope.Local;

/// <summary>The priority of a worker's process, where no control group weighs it.</summary>
internal static class WorkerPriority
{
    /// <summary>Lowers the priority of a worker that yields. Nobody needs a privilege for that.</summary>
    /// <param name="process">The process, which has just been started.</param>
    /// <param name="yields">Whether it gives way to others.</param>
    public static void Set(Process process, bool yields)
    {
        if (!yields)
        {
            return;
        }

        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // The process has ended already; whoever started it finds that out by itself.
        }
    }
}
