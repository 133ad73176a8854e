using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

/// <summary>How a worker works.</summary>
public class DurableTaskWorkerOptions
{
    private DataConverter? _dataConverter;

    /// <summary>Which versions of orchestrations a worker accepts.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>Every version.</summary>
        None = 0,

        /// <summary>Only the worker's own version.</summary>
        Strict = 1,

        /// <summary>The worker's own version and older ones.</summary>
        CurrentOrOlder = 2,
    }

    /// <summary>What happens to work of a version that the worker does not accept.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>It goes back to the task hub, for another worker.</summary>
        Reject = 0,

        /// <summary>It fails.</summary>
        Fail = 1,
    }

    /// <summary>Gets or sets how inputs and results become text. Default: as JSON; null restores the default.</summary>
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    /// <summary>Gets or sets whether orchestrators can use entities. Default: false.</summary>
    public bool EnableEntitySupport { get; set; }

    /// <summary>Gets or sets the longest timer that the task hub accepts; longer ones are made of several. Default: 3 days.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Gets how many work items may run at once.</summary>
    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>Gets or sets which versions the worker accepts; null accepts every version.</summary>
    public VersioningOptions? Versioning { get; set; }

    /// <summary>Gets whether versioning has been configured.</summary>
    public bool IsVersioningSet => Versioning is not null;

    /// <summary>Gets or sets a filter of orchestrations; null accepts all.</summary>
    [Obsolete("Experimental")]
    public IOrchestrationFilter? OrchestrationFilter { get; set; }

    /// <summary>Gets how the worker logs.</summary>
    public LoggingOptions Logging { get; } = new();

    internal bool HasDataConverter => _dataConverter is not null;

    internal void ApplyTo(DurableTaskWorkerOptions other)
    {
        other._dataConverter = _dataConverter ?? other._dataConverter;
        other.MaximumTimerInterval = MaximumTimerInterval;
        other.EnableEntitySupport |= EnableEntitySupport;
        other.Versioning = Versioning;
        other.Logging.UseLegacyCategories = Logging.UseLegacyCategories;
#pragma warning disable CS0618 // Copied for those who use it.
        other.OrchestrationFilter = OrchestrationFilter;
#pragma warning restore CS0618
    }

    /// <summary>How many work items may run at once; the task hub keeps these caps.</summary>
    public class ConcurrencyOptions
    {
        /// <summary>Gets or sets the cap on activities. Default: 100 per core.</summary>
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        /// <summary>Gets or sets the cap on orchestration turns. Default: 100 per core.</summary>
        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        /// <summary>Gets or sets the cap on entity batches. Default: 100 per core.</summary>
        public int MaximumConcurrentEntityWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }

    /// <summary>Which versions a worker accepts.</summary>
    public class VersioningOptions
    {
        /// <summary>Gets or sets the worker's version. Default: none.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>Gets or sets the version of sub-orchestrations that name none. Default: none.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        /// <summary>Gets or sets which versions are accepted. Default: all.</summary>
        public VersionMatchStrategy MatchStrategy { get; set; } = VersionMatchStrategy.None;

        /// <summary>Gets or sets what happens to work of other versions. Default: it goes back to the task hub.</summary>
        public VersionFailureStrategy FailureStrategy { get; set; } = VersionFailureStrategy.Reject;
    }

    /// <summary>How the worker logs.</summary>
    public class LoggingOptions
    {
        /// <summary>Gets or sets whether older log categories are written as well. It has no effect here. Default: true.</summary>
        public bool UseLegacyCategories { get; set; } = true;
    }
}
