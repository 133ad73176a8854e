using System.Diagnostics;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>Limits by Linux control groups, version 2, in a group that is delegated to this user or, for root, anywhere.</summary>
internal sealed class CgroupV2Governor : IResourceGovernor
{
    private const int PeriodMicroseconds = 100_000;

    // The kernel's default weight of a group is 100. Without a weight of its own the group of all workers would get as much
    // of a busy machine as one single process.
    private const int WeightPerProcessor = 100;
    private const int WeightOfYielding = 10;
    private readonly string _root;

    private CgroupV2Governor(string root) => _root = root;

    /// <inheritdoc/>
    public string Name => "cgroup-v2";

    /// <inheritdoc/>
    public string Shortfall => string.Empty;

    /// <summary>Tries whether this process may make groups with both controllers beneath its own.</summary>
    /// <param name="mounts">Where the hierarchy is mounted, and this process's group.</param>
    /// <returns>The governor, or null where it may not.</returns>
    public static CgroupV2Governor? TryCreate(CgroupMounts mounts)
    {
        if (mounts.V2 is not { } own
            || !File.Exists(Path.Combine(own, "cgroup.controllers"))
            || !HasControllers(Path.Combine(own, "cgroup.controllers")))
        {
            return null;
        }

        var governor = new CgroupV2Governor(CgroupDirectory.ForThisProcess(own));
        try
        {
            CgroupDirectory.RemoveStale(own);
            Delegate(own);
            new CgroupDirectory(governor._root).Write("cpu.weight", Math.Min(WeightPerProcessor * Environment.ProcessorCount, 10_000));
            File.WriteAllText(Path.Combine(governor._root, "cgroup.subtree_control"), "+cpu +memory");
            governor.Prepare("probe", new ResourceConfiguration(Cpu: 1, MemoryMiB: 128, Concurrency: 1), yields: false).Dispose();
            return governor;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            governor.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public IWorkerLimits Prepare(string worker, ResourceConfiguration configuration, bool yields)
    {
        var group = new CgroupDirectory(Path.Combine(_root, worker));
        long quota = (long)Math.Round(configuration.Cpu * PeriodMicroseconds);
        group.Write("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {PeriodMicroseconds}"));
        if (yields)
        {
            group.Write("cpu.weight", WeightOfYielding);
        }

        group.Write("memory.max", configuration.MemoryMiB * 1024L * 1024L);
        return new Limits(group);
    }

    /// <inheritdoc/>
    public void Dispose() => new CgroupDirectory(_root, create: false).Remove();

    /// <summary>
    /// Enables both controllers for groups beneath this process's own. A group that hands controllers down must hold no
    /// process itself (but for the root), so this process moves into a group beside the workers'.
    /// </summary>
    private static void Delegate(string own)
    {
        string control = Path.Combine(own, "cgroup.subtree_control");
        if (HasControllers(control))
        {
            return;
        }

        if (File.Exists(Path.Combine(own, "cgroup.type")))
        {
            string leaf = Path.Combine(own, "aquatope-control");
            Directory.CreateDirectory(leaf);
            File.WriteAllText(Path.Combine(leaf, "cgroup.procs"), "0");
        }

        File.WriteAllText(control, "+cpu +memory");
    }

    private static bool HasControllers(string file)
    {
        string[] controllers = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return controllers.Contains("cpu") && controllers.Contains("memory");
    }

    private sealed class Limits(CgroupDirectory group) : IWorkerLimits
    {
        public IReadOnlyList<string> JoinFiles => [group.ProcessesFile];

        public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

        public void Attach(Process process)
        {
            // The process has joined its group by itself.
        }

        public bool WasKilledForMemory() => group.ReadCounter("memory.events", "oom_kill") > 0;

        public void Dispose() => group.Remove();
    }
}
