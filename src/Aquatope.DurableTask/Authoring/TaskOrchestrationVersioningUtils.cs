namespace Microsoft.DurableTask.Abstractions;

/// <summary>Compares the versions of orchestrations.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>Compares two versions: as <see cref="Version"/> where both are, else as texts without regard to case.</summary>
    /// <param name="sourceVersion">The first version; empty is older than every other one.</param>
    /// <param name="otherVersion">The second version.</param>
    /// <returns>Less than, equal to or greater than zero, as the first is older, equal or newer.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool hasSource = !string.IsNullOrWhiteSpace(sourceVersion);
        bool hasOther = !string.IsNullOrWhiteSpace(otherVersion);
        if (!hasSource || !hasOther)
        {
            return hasSource.CompareTo(hasOther);
        }

        return Version.TryParse(sourceVersion, out Version? source) && Version.TryParse(otherVersion, out Version? other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
