using System.Diagnostics;
using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>Limits by Linux control groups, version 1: the processor controller's quota and the memory controller's limit.</summary>
internal sealed class CgroupV1Governor : IResourceGovernor
{
    private const int PeriodMicroseconds = 100_000;

    // The kernel's default weight of a group is 1024. Without a weight of its own the group of all workers would get as
    // much of a busy machine as one single process.
    private const int SharesPerProcessor = 1024;
    private const int SharesOfYielding = 102;
    private readonly string _cpuRoot;
    private readonly string _memoryRoot;

    private CgroupV1Governor(string cpuRoot, string memoryRoot)
    {
        _cpuRoot = cpuRoot;
        _memoryRoot = memoryRoot;
    }

    /// <inheritdoc/>
    public string Name => "cgroup-v1";

    /// <inheritdoc/>
    public string Shortfall => string.Empty;

    /// <summary>Tries whether this process may make groups under both controllers.</summary>
    /// <param name="mounts">Where the controllers are mounted, and this process's groups.</param>
    /// <returns>The governor, or null where it may not.</returns>
    public static CgroupV1Governor? TryCreate(CgroupMounts mounts)
    {
        if (mounts.V1("cpu") is not { } cpu || mounts.V1("memory") is not { } memory)
        {
            return null;
        }

        var governor = new CgroupV1Governor(
            CgroupDirectory.ForThisProcess(cpu), CgroupDirectory.ForThisProcess(memory));
        try
        {
            CgroupDirectory.RemoveStale(cpu);
            CgroupDirectory.RemoveStale(memory);
            new CgroupDirectory(governor._cpuRoot).Write("cpu.shares", SharesPerProcessor * Environment.ProcessorCount);
            Directory.CreateDirectory(governor._memoryRoot);
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
        var cpu = new CgroupDirectory(Path.Combine(_cpuRoot, worker));
        var memory = new CgroupDirectory(Path.Combine(_memoryRoot, worker));
        cpu.Write("cpu.cfs_period_us", PeriodMicroseconds);
        cpu.Write("cpu.cfs_quota_us", (long)Math.Round(configuration.Cpu * PeriodMicroseconds));
        if (yields)
        {
            cpu.Write("cpu.shares", SharesOfYielding);
        }

        memory.Write("memory.limit_in_bytes", configuration.MemoryMiB * 1024L * 1024L);
        return new Limits(cpu, memory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        new CgroupDirectory(_cpuRoot, create: false).Remove();
        new CgroupDirectory(_memoryRoot, create: false).Remove();
    }

    private sealed class Limits(CgroupDirectory cpu, CgroupDirectory memory) : IWorkerLimits
    {
        public IReadOnlyList<string> JoinFiles => [cpu.ProcessesFile, memory.ProcessesFile];

        public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

        public void Attach(Process process)
        {
            // The process has joined its groups by itself.
        }

        public bool WasKilledForMemory() => memory.ReadCounter("memory.oom_control", "oom_kill") > 0;

        public void Dispose()
        {
            cpu.Remove();
            memory.Remove();
        }
    }
}
