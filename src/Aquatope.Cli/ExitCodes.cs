using System.Collections.Immutable;

namespace Aquatope.Cli;

/// <summary>What the exit codes mean, as help and reference tell it.</summary>
internal static class ExitCodes
{
    /// <summary>Gets the codes.</summary>
    public static ImmutableArray<(int Code, string Meaning)> All { get; } =
    [
        (0, "done"),
        (CommandLine.Failed, "failed; one line on standard error says what"),
        (CommandLine.WrongUse, "wrong use: nothing was done; one line on standard error says why"),
        (CommandLine.Interrupted, "interrupted by Ctrl-C; all that was started has been stopped"),
    ];
}
