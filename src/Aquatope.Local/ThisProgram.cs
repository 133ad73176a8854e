namespace Aquatope.Local;

/// <summary>How the running program was started, so that it can be started again.</summary>
public static class ThisProgram
{
    /// <summary>Gets the program without its arguments: its executable, or the dotnet host with the assembly it runs.</summary>
    public static IReadOnlyList<string> Executable => RunByHost
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
        : [Environment.ProcessPath!];

    /// <summary>Gets the program with its arguments.</summary>
    public static IReadOnlyList<string> CommandLine => [.. Executable, .. Environment.GetCommandLineArgs().Skip(1)];

    private static bool RunByHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
