using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 1a, light: masks blocked words.</summary>
/// <remarks>Initialisation builds the word automaton. Thread-safe.</remarks>
public sealed class FilterText : TaskActivity<string, FilteredText>
{
    private readonly WordFilter _filter = new();

    /// <inheritdoc/>
    public override Task<FilteredText> RunAsync(TaskActivityContext context, string input) =>
        Task.FromResult(_filter.Filter(input));
}
