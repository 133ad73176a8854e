using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>Limits by Windows job objects: a hard processor cap and a memory limit, without privileges.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class JobObjectGovernor : IResourceGovernor
{
    private const int ExtendedLimitInformation = 9;
    private const int CpuRateControlInformation = 15;
    private const uint LimitJobMemory = 0x200;
    private const uint LimitKillOnClose = 0x2000;
    private const uint CpuRateEnableHardCap = 0x1 | 0x4;

    /// <inheritdoc/>
    public string Name => "job-object";

    /// <inheritdoc/>
    public string Shortfall => "the processor share is a share of the whole machine, set once the worker's process has begun";

    /// <inheritdoc/>
    public IWorkerLimits Prepare(string worker, ResourceConfiguration configuration, bool yields) => new Limits(configuration, yields);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each worker's job goes with the worker.
    }

    [LibraryImport("kernel32.dll", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static unsafe partial bool SetInformationJobObject(nint job, int kind, void* information, int length);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(nint job, nint process);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);

    [StructLayout(LayoutKind.Sequential)]
    private struct CpuRateControl
    {
        public uint ControlFlags;
        public uint CpuRate;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }

    private sealed class Limits : IWorkerLimits
    {
        private readonly nint _job;
        private readonly bool _yields;

        public Limits(ResourceConfiguration configuration, bool yields)
        {
            _yields = yields;
            _job = CreateJobObject(0, 0);
            Check(_job != 0);
            Environment = new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = (configuration.MemoryMiB * 1024L * 1024L * 3 / 4).ToString("x", CultureInfo.InvariantCulture),
                ["DOTNET_PROCESSOR_COUNT"] = Math.Ceiling(configuration.Cpu).ToString(CultureInfo.InvariantCulture),
            };
            unsafe
            {
                var limits = new ExtendedLimits
                {
                    LimitFlags = LimitJobMemory | LimitKillOnClose,
                    JobMemoryLimit = (nuint)(configuration.MemoryMiB * 1024L * 1024L),
                };
                Check(SetInformationJobObject(_job, ExtendedLimitInformation, &limits, sizeof(ExtendedLimits)));

                // The rate is in hundredths of a percent of all processors.
                double rate = configuration.Cpu / System.Environment.ProcessorCount * 10_000;
                var cpu = new CpuRateControl { ControlFlags = CpuRateEnableHardCap, CpuRate = (uint)Math.Clamp(rate, 1, 10_000) };
                Check(SetInformationJobObject(_job, CpuRateControlInformation, &cpu, sizeof(CpuRateControl)));
            }
        }

        public IReadOnlyList<string> JoinFiles => [];

        public IReadOnlyDictionary<string, string> Environment { get; }

        public void Attach(Process process)
        {
            Check(AssignProcessToJobObject(_job, process.Handle));
            WorkerPriority.Set(process, _yields);
        }

        // Beyond the limit an allocation fails and the runtime throws; the system kills nothing.
        public bool WasKilledForMemory() => false;

        public void Dispose() => CloseHandle(_job);

        private static void Check(bool succeeded)
        {
            if (!succeeded)
            {
                throw new Win32Exception();
            }
        }
    }
}
