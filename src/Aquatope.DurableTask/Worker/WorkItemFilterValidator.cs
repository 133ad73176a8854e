using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Refuses filters that name tasks which the worker does not have: it would be handed what it cannot run.</summary>
internal sealed class WorkItemFilterValidator(IOptionsMonitor<DurableTaskRegistry> registries)
    : IValidateOptions<DurableTaskWorkerWorkItemFilters>
{
    public ValidateOptionsResult Validate(string? name, DurableTaskWorkerWorkItemFilters options)
    {
        if (options.IsEmpty)
        {
            return ValidateOptionsResult.Skip;
        }

        DurableTaskRegistry registry = registries.Get(name);
        string unknown = string.Concat(
            Unknown("Orchestrations", options.Orchestrations.Select(f => f.Name), registry.Orchestrators.Keys.Select(k => k.Name)),
            Unknown("Activities", options.Activities.Select(f => f.Name), registry.Activities.Keys.Select(k => k.Name)),
            Unknown("Entities", options.Entities.Select(f => f.Name), registry.Entities.Keys));
        return unknown.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The work item filters of worker '{(string.IsNullOrEmpty(name) ? "<default>" : name)}' name tasks that " +
                $"it does not have. Register them, or remove them from the filters.{unknown}");
    }

    private static string Unknown(string category, IEnumerable<string> filters, IEnumerable<TaskName> registered)
    {
        HashSet<TaskName> known = [.. registered];
        string[] unknown =
            [.. filters.Where(filter => !known.Contains(filter)).Select(filter => string.IsNullOrEmpty(filter) ? "<empty>" : filter)];
        return unknown.Length == 0 ? string.Empty : $" {category}: [{string.Join(", ", unknown)}]";
    }
}
