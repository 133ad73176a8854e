using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Room for every trial: on a platform whose trial lanes take nothing away from production.</summary>
internal sealed class UnlimitedAdmission : ITrialAdmission
{
    /// <inheritdoc/>
    public Task<IDisposable> AdmitAsync(WorkflowConfiguration configuration, CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new Room());

    private sealed class Room : IDisposable
    {
        public void Dispose()
        {
            // It takes nothing, so that there is nothing to give back.
        }
    }
}
