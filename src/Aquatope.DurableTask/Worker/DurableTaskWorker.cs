using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>Base of workers: runs orchestrators, activities and entities for a task hub.</summary>
/// <param name="name">The name of the worker; null for the default one.</param>
/// <param name="factory">Makes the tasks.</param>
public abstract class DurableTaskWorker(string? name, IDurableTaskFactory factory) : BackgroundService
{
    /// <summary>Gets the name of the worker.</summary>
    protected virtual string Name { get; } = name ?? Options.DefaultName;

    /// <summary>Gets what makes the tasks.</summary>
    protected virtual IDurableTaskFactory Factory { get; } = factory ?? throw new ArgumentNullException(nameof(factory));

    /// <summary>Gets or sets what adds data to failure details; null for nothing.</summary>
    protected IExceptionPropertiesProvider? ExceptionPropertiesProvider { get; set; }
}
