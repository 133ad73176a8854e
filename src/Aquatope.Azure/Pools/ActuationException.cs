namespace Aquatope.Azure;

/// <summary>An app could not be set.</summary>
public sealed class ActuationException : AquatopeException
{
    private readonly bool _isTransient;

    /// <summary>Initializes a new instance of the <see cref="ActuationException"/> class.</summary>
    /// <param name="app">The app.</param>
    /// <param name="problem">What happened, expected against observed, and what to do.</param>
    /// <param name="isTransient">Whether it may succeed another time.</param>
    public ActuationException(StageApp app, string problem, bool isTransient)
        : base($"The app of stage {app} was not set: {problem}")
    {
        App = app;
        _isTransient = isTransient;
    }

    /// <summary>Gets the app.</summary>
    public StageApp App { get; }

    /// <inheritdoc/>
    public override bool IsTransient => _isTransient;
}
