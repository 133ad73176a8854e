using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Stage 4, hardly any work: checks the number and decides where the parcel goes.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
public sealed class RouteParcel : TaskActivity<LabelReadings, ParcelLabel>
{
    /// <inheritdoc/>
    public override Task<ParcelLabel> RunAsync(TaskActivityContext context, LabelReadings input) =>
        Task.FromResult(Routing.Decide(input));
}
