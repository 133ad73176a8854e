using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>How a client works.</summary>
public class DurableTaskClientOptions
{
    private DataConverter? _dataConverter;
    private bool? _enableEntitySupport;

    /// <summary>Gets or sets the version of orchestrations that are started without one. Default: none.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Gets or sets how payloads become text. Default: as JSON; null restores the default.</summary>
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    /// <summary>Gets or sets whether entities can be used. Default: false.</summary>
    public bool EnableEntitySupport
    {
        get => _enableEntitySupport ?? false;
        set => _enableEntitySupport = value;
    }

    internal bool HasDataConverter => _dataConverter is not null;

    internal void ApplyTo(DurableTaskClientOptions other)
    {
        other._dataConverter ??= _dataConverter;
        other._enableEntitySupport ??= _enableEntitySupport;
        if (!string.IsNullOrWhiteSpace(DefaultVersion))
        {
            other.DefaultVersion = DefaultVersion;
        }
    }
}
