using Spectre.Console;

namespace Aquatope.Cli.Tests;

public sealed class FittingTableTests
{
    [Theory]
    [InlineData(40, false)]
    [InlineData(39, true)]
    public void Constructor_OnATerminalOfThisWidth_LeavesOutWhatHasNoRoom(int width, bool leavesOut)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new FixedWidthOutput(output, width) });
        var table = new FittingTable(console, 40, [new("stage", "stage", IsText: true), new("median", null), new("cold starts", "cold")]);
        table.AddRow("[resize]", "1.5", "3 %");

        console.Write(table.Table);

        Assert.Equal(leavesOut, !output.ToString().Contains("1.5", StringComparison.Ordinal));
        Assert.Contains("[resize]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("3 %", output.ToString(), StringComparison.Ordinal);
    }
}
