namespace Microsoft.DurableTask;

/// <summary>How an orchestration continues as new.</summary>
public class ContinueAsNewOptions
{
    /// <summary>Gets or sets the input of the next generation. Default: null.</summary>
    public object? NewInput { get; set; }

    /// <summary>Gets or sets whether external events that nobody has awaited yet move on. Default: true.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Gets or sets the version of the next generation; null keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
