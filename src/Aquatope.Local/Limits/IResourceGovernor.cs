using System.Diagnostics;
using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>A way to hold worker processes to their processor share and memory limit on this machine.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
internal interface IResourceGovernor : IDisposable
{
    /// <summary>Gets the mechanism's name, as results show it, for example <c>cgroup-v1</c>.</summary>
    string Name { get; }

    /// <summary>Gets what the mechanism cannot enforce, in a sentence; empty where it enforces everything.</summary>
    string Shortfall { get; }

    /// <summary>Prepares the limits of one worker before its process is started.</summary>
    /// <param name="worker">A name that is unique on this governor; letters, digits and hyphens.</param>
    /// <param name="configuration">The resources.</param>
    /// <param name="yields">Whether the worker gives way to others when the machine is short of processors: a trial's must
    /// not take from production's.</param>
    /// <returns>The limits.</returns>
    IWorkerLimits Prepare(string worker, ResourceConfiguration configuration, bool yields);
}

/// <summary>The limits of one worker. Disposing of them, once the process has ended, leaves nothing behind.</summary>
internal interface IWorkerLimits : IDisposable
{
    /// <summary>Gets the files into which the process must write <c>0</c> before it runs the worker: it joins the limits.</summary>
    IReadOnlyList<string> JoinFiles { get; }

    /// <summary>Gets the environment variables that tell the runtime about limits which it cannot see.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Puts the limits on a process that has just been started.</summary>
    /// <param name="process">The process.</param>
    void Attach(Process process);

    /// <summary>Returns whether a process of the worker was killed because of its memory.</summary>
    /// <returns>True when it was.</returns>
    bool WasKilledForMemory();
}
