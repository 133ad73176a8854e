namespace Aquatope.Cli;

/// <summary>Standard error as progress is told on it: a line that renews itself on a terminal, plain lines elsewhere.</summary>
/// <param name="output">Where to.</param>
/// <param name="terminalWidth">Returns the width of the terminal in characters; null where it is none.</param>
internal sealed class StatusLine(TextWriter output, Func<int>? terminalWidth)
{
    // Of a terminal that does not say how wide it is.
    private const int UsualWidth = 80;
    private const string BeginLineAgain = "\r\u001b[K";

    /// <summary>Gets a value indicating whether lines can be renewed.</summary>
    public bool IsTerminal => terminalWidth is not null;

    /// <summary>Returns the one of this process.</summary>
    public static StatusLine OfStandardError() => new(
        Console.Error,
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb" ? null : () => Console.WindowWidth is > 0 and int width ? width : UsualWidth);

    /// <summary>Says a line that stays.</summary>
    /// <param name="line">The line.</param>
    public void Say(string line) => output.WriteLine($"{(IsTerminal ? BeginLineAgain : string.Empty)}{line}");

    /// <summary>Writes a line over the one before. One that wraps could not be written over, so it is cut.</summary>
    /// <param name="line">The line.</param>
    public void Renew(string line)
    {
        int width = terminalWidth!();
        output.Write(BeginLineAgain + (line.Length < width ? line : line[..Math.Max(0, width - 1)]));
        output.Flush();
    }

    /// <summary>Takes the renewed line away.</summary>
    public void Clear()
    {
        if (IsTerminal)
        {
            output.Write(BeginLineAgain);
            output.Flush();
        }
    }
}
