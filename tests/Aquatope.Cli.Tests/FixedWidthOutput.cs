using System.Text;
using Spectre.Console;

namespace Aquatope.Cli.Tests;

/// <summary>A terminal of a width, whose text is kept.</summary>
internal sealed class FixedWidthOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 50;

    public void SetEncoding(Encoding encoding)
    {
        // The text is not encoded.
    }
}
