using System.Globalization;

namespace Aquatope.Cli;

/// <summary>Tells on standard error how a run is going: a line that renews itself on a terminal, plain lines elsewhere.</summary>
/// <param name="output">Where to.</param>
/// <param name="terminalWidth">Returns the width of the terminal in characters; null where it is none.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RunProgress(TextWriter output, Func<int>? terminalWidth, TimeProvider timeProvider)
{
    private const string BeginLineAgain = "\r\u001b[K";
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private readonly long _began = timeProvider.GetTimestamp();

    /// <summary>Says something once.</summary>
    /// <param name="line">What to say.</param>
    public void Say(string line) => output.WriteLine($"{(terminalWidth is null ? string.Empty : BeginLineAgain)}{Clock()} {line}");

    /// <summary>Follows work until it ends.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="expected">How long it is expected to take.</param>
    /// <param name="detail">Describes how far it has come.</param>
    /// <param name="work">The work.</param>
    /// <returns>Completes with the work.</returns>
    public async Task FollowAsync(string what, TimeSpan expected, Func<Task<string>> detail, Task work)
    {
        long began = timeProvider.GetTimestamp();
        if (terminalWidth is null)
        {
            Say($"{what} (about {expected.TotalSeconds:0} s).");
        }

        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(terminalWidth is null ? PlainInterval : TerminalInterval, timeProvider));
            TimeSpan left = expected - timeProvider.GetElapsedTime(began);
            string estimate = left > TimeSpan.Zero ? $"about {left.TotalSeconds:0} s left" : "finishing";
            string line = $"{what}: {await detail()}, {(work.IsCompleted ? "done" : estimate)}";
            if (work.IsCompleted || terminalWidth is null)
            {
                Say(line);
            }
            else
            {
                await RenewAsync($"{Clock()} {line}", terminalWidth());
            }
        }

        await work;
    }

    /// <summary>Writes a line over itself. One that wraps could not be written over, so it is cut.</summary>
    private async Task RenewAsync(string line, int width)
    {
        await output.WriteAsync(BeginLineAgain + (line.Length < width ? line : line[..Math.Max(0, width - 1)]));
        await output.FlushAsync();
    }

    private string Clock() => string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetElapsedTime(_began):mm\\:ss}");
}
