using System.Globalization;

namespace Aquatope.Cli;

/// <summary>What is to be said about facts of a machine.</summary>
internal static class MachineChecks
{
    private const double BytesPerGiB = 1024 * 1024 * 1024;
    private const double LeastMemoryGiB = 0.5;
    private const double UsualMemoryGiB = 2;
    private static readonly Version LeastRuntime = new(10, 0);
    private static readonly DateTimeOffset Written = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LargestStep = TimeSpan.FromMilliseconds(100);

    /// <summary>Tells how workers are limited.</summary>
    /// <param name="mechanism">The mechanism in force.</param>
    /// <param name="shortfall">What it cannot enforce; empty where it enforces everything.</param>
    /// <param name="isLinux">Whether control groups could be had at all.</param>
    public static DoctorCheck Limits(string mechanism, string shortfall, bool isLinux)
    {
        string found = shortfall.Length == 0 ? $"processor and memory limits of workers by {mechanism}" : $"limits of workers by {mechanism}: {shortfall}";
        return mechanism == "duty-cycle"
            ? new DoctorCheck("limits", DoctorState.Warning, found, isLinux
                ? "For exact limits run it as root, or in a control group of your own: systemd-run --user --scope -p Delegate=yes aquatope run."
                : "Nothing better can be had on this system; results name the mechanism.")
            : new DoctorCheck("limits", DoctorState.Ok, found);
    }

    /// <summary>Tells whether there are processors enough.</summary>
    /// <param name="processors">How many this process may use.</param>
    public static DoctorCheck Processors(int processors) => processors >= 2
        ? new DoctorCheck("processors", DoctorState.Ok, $"{processors}")
        : new DoctorCheck("processors", DoctorState.Warning, $"{processors}", "Trials wait until production leaves the processor free: tuning takes longer, and its measurements are noisier. Two or more are better.");

    /// <summary>Tells whether there is memory enough.</summary>
    /// <param name="bytes">How much this process may use.</param>
    public static DoctorCheck Memory(long bytes)
    {
        double size = bytes / BytesPerGiB;
        string found = string.Create(CultureInfo.InvariantCulture, $"{size:0.0} GiB");
        return size switch
        {
            >= UsualMemoryGiB => new DoctorCheck("memory", DoctorState.Ok, found),
            >= LeastMemoryGiB => new DoctorCheck("memory", DoctorState.Warning, found, "Few workers of 512 MiB fit: keep the ranges of stages small, with MemoryMiB(128, 256)."),
            _ => new DoctorCheck("memory", DoctorState.Failed, found, "A hub with one worker needs half a GiB. Raise the limit of this container or machine."),
        };
    }

    /// <summary>Tells whether the runtime is new enough.</summary>
    /// <param name="version">Its version.</param>
    public static DoctorCheck Runtime(Version version) => version >= LeastRuntime
        ? new DoctorCheck(".NET", DoctorState.Ok, $"{version}")
        : new DoctorCheck(".NET", DoctorState.Failed, $"{version}", $"Install the .NET {LeastRuntime.Major} runtime, ASP.NET Core included.");

    /// <summary>Tells whether the clock can be believed: durable timers and reports go by it.</summary>
    /// <param name="before">What it showed.</param>
    /// <param name="after">What it shows now.</param>
    /// <param name="elapsed">What has truly passed between.</param>
    public static DoctorCheck Clock(DateTimeOffset before, DateTimeOffset after, TimeSpan elapsed)
    {
        string found = after.ToString("u", CultureInfo.InvariantCulture);
        TimeSpan step = after - before - elapsed;
        if (after < Written)
        {
            return new DoctorCheck("clock", DoctorState.Failed, found, "This is in the past. Set the clock, for example with NTP.");
        }

        return step.Duration() > LargestStep
            ? new DoctorCheck("clock", DoctorState.Warning, string.Create(CultureInfo.InvariantCulture, $"{found}, moved by {step.TotalMilliseconds:0} ms while looked at"), "Durable timers follow the clock. Let NTP slew it instead of setting it.")
            : new DoctorCheck("clock", DoctorState.Ok, found);
    }
}
