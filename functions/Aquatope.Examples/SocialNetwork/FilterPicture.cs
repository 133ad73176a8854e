using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 1b, one processor: refuses pictures that look like blocked ones.</summary>
/// <remarks>Initialisation hashes the blocked pictures. Thread-safe.</remarks>
public sealed class FilterPicture : TaskActivity<ComposeRequest, FilteredPicture>
{
    private readonly PictureFilter _filter = new();

    /// <inheritdoc/>
    public override Task<FilteredPicture> RunAsync(TaskActivityContext context, ComposeRequest input) =>
        Task.FromResult(_filter.Filter(input.Picture));
}
