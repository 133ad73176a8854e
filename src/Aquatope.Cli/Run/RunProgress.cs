using System.Globalization;

namespace Aquatope.Cli;

/// <summary>Tells on standard error how a run is going: a line that renews itself on a terminal, plain lines elsewhere.</summary>
internal sealed class RunProgress(TextWriter output, bool isTerminal, TimeProvider timeProvider)
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private readonly long _began = timeProvider.GetTimestamp();

    /// <summary>Says something once.</summary>
    /// <param name="line">What to say.</param>
    public void Say(string line) => output.WriteLine($"{(isTerminal ? "\r\u001b[K" : string.Empty)}{Clock()} {line}");

    /// <summary>Follows work until it ends.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="expected">How long it is expected to take.</param>
    /// <param name="detail">Describes how far it has come.</param>
    /// <param name="work">The work.</param>
    /// <returns>Completes with the work.</returns>
    public async Task FollowAsync(string what, TimeSpan expected, Func<Task<string>> detail, Task work)
    {
        long began = timeProvider.GetTimestamp();
        if (!isTerminal)
        {
            Say($"{what} (about {expected.TotalSeconds:0} s).");
        }

        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(isTerminal ? TerminalInterval : PlainInterval, timeProvider));
            TimeSpan left = expected - timeProvider.GetElapsedTime(began);
            string estimate = left > TimeSpan.Zero ? $"about {left.TotalSeconds:0} s left" : "finishing";
            string line = $"{Clock()} {what}: {await detail()}, {(work.IsCompleted ? "done" : estimate)}";
            output.Write(isTerminal && !work.IsCompleted ? $"\r\u001b[K{line}" : $"{(isTerminal ? "\r\u001b[K" : string.Empty)}{line}{output.NewLine}");
            await output.FlushAsync();
        }

        await work;
    }

    private string Clock() => string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetElapsedTime(_began):mm\\:ss}");
}
