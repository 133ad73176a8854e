namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is signalled.</summary>
public record SignalEntityOptions
{
    /// <summary>Gets when the signal is delivered; null for at once.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    /// <summary>Returns a flag as options.</summary>
    /// <param name="value">True for default options; otherwise none.</param>
    public static implicit operator SignalEntityOptions?(bool? value) => value == true ? new() : null;

    /// <summary>Returns a moment as options.</summary>
    /// <param name="value">When the signal is delivered.</param>
    public static implicit operator SignalEntityOptions(DateTimeOffset value) => new() { SignalTime = value };
}
