using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Lets a trial begin only while the platform has room for it beside production.</summary>
public interface ITrialAdmission
{
    /// <summary>Waits until there is room, and holds it.</summary>
    /// <param name="configuration">The configuration to be tried.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The room; disposing of it gives it back.</returns>
    Task<IDisposable> AdmitAsync(WorkflowConfiguration configuration, CancellationToken cancellationToken);
}
