namespace Aquatope.Cli;

/// <summary>What a shell asks when somebody presses Tab: <c>[suggest:POSITION] LINE</c>.</summary>
internal static class SuggestRequest
{
    private const string Directive = "[suggest:";

    /// <summary>
    /// Returns the arguments with the word at the end of the line as System.CommandLine completes it: an option and its value
    /// apart. It fails for <c>--option=value</c>.
    /// </summary>
    /// <param name="args">The arguments of the command.</param>
    public static string[] Read(string[] args) => args is [{ } directive, { } line] && directive.StartsWith(Directive, StringComparison.Ordinal)
        ? [directive, WithoutEquals(line)]
        : args;

    // One character for another, so that the position stays right.
    private static string WithoutEquals(string line)
    {
        int word = line.LastIndexOf(' ') + 1;
        int equals = line.IndexOf('=', word);
        return equals > 0 && line.AsSpan(word).StartsWith("--") ? $"{line[..equals]} {line[(equals + 1)..]}" : line;
    }
}
