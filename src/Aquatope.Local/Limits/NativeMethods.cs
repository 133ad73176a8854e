using System.Runtime.InteropServices;

namespace Aquatope.Local;

/// <summary>The calls to the operating system that the framework does not offer.</summary>
internal static partial class NativeMethods
{
    public const int SignalKill = 9;
    public const int NoSuchEntry = 2;

    /// <summary>Gets the signal that stops a process: its number differs between systems.</summary>
    public static int SignalStop => OperatingSystem.IsLinux() ? 19 : 17;

    /// <summary>Gets the signal that lets a stopped process go on.</summary>
    public static int SignalContinue => OperatingSystem.IsLinux() ? 18 : 19;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int RemoveDirectory(string path);
}
