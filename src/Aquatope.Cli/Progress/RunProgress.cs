using System.Globalization;

namespace Aquatope.Cli;

/// <summary>Tells on standard error how a run is going: a line that renews itself on a terminal, plain lines elsewhere.</summary>
/// <param name="status">Where to.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RunProgress(StatusLine status, TimeProvider timeProvider)
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private readonly long _began = timeProvider.GetTimestamp();

    /// <summary>Says something once.</summary>
    /// <param name="line">What to say.</param>
    public void Say(string line) => status.Say($"{Clock()} {line}");

    /// <summary>Follows work until it ends.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="expected">How long it is expected to take.</param>
    /// <param name="detail">Describes how far it has come.</param>
    /// <param name="work">The work.</param>
    /// <returns>Completes with the work.</returns>
    public async Task FollowAsync(string what, TimeSpan expected, Func<Task<string>> detail, Task work)
    {
        long began = timeProvider.GetTimestamp();
        if (!status.IsTerminal)
        {
            Say($"{what} (about {expected.TotalSeconds:0} s).");
        }

        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(status.IsTerminal ? TerminalInterval : PlainInterval, timeProvider));
            TimeSpan left = expected - timeProvider.GetElapsedTime(began);
            string estimate = left > TimeSpan.Zero ? $"about {left.TotalSeconds:0} s left" : $"{-left.TotalSeconds:0} s longer than expected";
            string line = $"{what}: {await detail()}{(work.IsCompleted ? "." : $", {estimate}")}";
            if (work.IsCompleted || !status.IsTerminal)
            {
                Say(line);
            }
            else
            {
                status.Renew($"{Clock()} {line}");
            }
        }

        await work;
    }

    private string Clock() => string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetElapsedTime(_began):mm\\:ss}");
}
