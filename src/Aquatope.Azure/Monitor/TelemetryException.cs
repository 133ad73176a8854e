namespace Aquatope.Azure;

/// <summary>Telemetry lacks what a report needs.</summary>
public sealed class TelemetryException : AquatopeException
{
    private readonly bool _isTransient;

    /// <summary>Initializes a new instance of the <see cref="TelemetryException"/> class.</summary>
    /// <param name="message">What is missing, of what, and what to do.</param>
    /// <param name="isTransient">Whether it may still arrive.</param>
    public TelemetryException(string message, bool isTransient)
        : base(message) => _isTransient = isTransient;

    /// <inheritdoc/>
    public override bool IsTransient => _isTransient;
}
