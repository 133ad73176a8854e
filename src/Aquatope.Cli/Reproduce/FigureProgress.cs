namespace Aquatope.Cli;

/// <summary>Tells how far a figure has come, beside the lines that it says of its parts.</summary>
/// <param name="name">The figure's name.</param>
/// <param name="status">Where the progress is told.</param>
/// <param name="say">Where the lines go.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FigureProgress(string name, StatusLine status, Action<string> say, TimeProvider timeProvider) : IDisposable
{
    private CountedProgress? _counted;

    /// <summary>Returns a request that tells this of each step and of each part.</summary>
    /// <param name="request">The request.</param>
    public FigureRequest Follow(FigureRequest request) => request with
    {
        Begin = steps => _counted = new CountedProgress(status, name, steps, timeProvider),
        Study = request.Study with { Progress = Say, Step = () => _counted?.Step() },
    };

    /// <inheritdoc/>
    public void Dispose() => _counted?.Dispose();

    private void Say(string line)
    {
        if (_counted is { } counted)
        {
            counted.Beside(() => say(line));
        }
        else
        {
            say(line);
        }
    }
}
