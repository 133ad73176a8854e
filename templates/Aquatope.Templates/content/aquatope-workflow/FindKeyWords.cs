using Microsoft.DurableTask;

namespace AquatopeWorkflow1;

/// <summary>Finds the words that are used most often; the constructor's work is done once for each worker.</summary>
internal sealed class FindKeyWords : TaskActivity<string, string[]>
{
    private readonly HashSet<string> _tooCommon = new(["the", "a", "of", "and", "to", "in", "is", "it", "that"], StringComparer.OrdinalIgnoreCase);

    public override Task<string[]> RunAsync(TaskActivityContext context, string text) => Task.FromResult(text
        .Split([' ', '.', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => !_tooCommon.Contains(word))
        .CountBy(word => word.ToLowerInvariant())
        .OrderByDescending(word => word.Value)
        .ThenBy(word => word.Key, StringComparer.Ordinal)
        .Take(3)
        .Select(word => word.Key)
        .ToArray());
}
