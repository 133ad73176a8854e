using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The configuration that each workflow has in production: kept in the state store, put into force through the pools.</summary>
internal sealed class ProductionConfiguration(AquatopeApplication application, IStateStore store, IWorkerPools pools)
{
    /// <summary>Returns the configuration in production: the one last applied, the defaults for stages never tuned.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One configuration for every stage of the program.</returns>
    public async Task<WorkflowConfiguration> ReadAsync(string workflow, CancellationToken cancellationToken)
    {
        WorkflowConfiguration configuration = application.DefaultConfiguration;
        if (await store.ReadAsync(Key(workflow), cancellationToken) is { } document)
        {
            WorkflowConfiguration applied = JsonSerializer.Deserialize(document.Content.Span, ConfigurationDocuments.Default.WorkflowConfiguration)!;
            foreach ((string stage, ResourceConfiguration resources) in applied.Stages)
            {
                // A stage may have left the program since; one that stays keeps what it learned.
                configuration = configuration.Stages.ContainsKey(stage) ? configuration.With(stage, resources) : configuration;
            }
        }

        return configuration;
    }

    /// <summary>Puts a configuration into production and keeps it. Doing so twice is harmless.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="configuration">The configuration of its stages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when new executions run on it.</returns>
    public async Task ApplyAsync(string workflow, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(Key(workflow), cancellationToken);
        await store.WriteAsync(Key(workflow), JsonSerializer.SerializeToUtf8Bytes(configuration, ConfigurationDocuments.Default.WorkflowConfiguration), current?.Version, cancellationToken);
        await pools.ConfigureAsync(Lane.Production, configuration, cancellationToken);
    }

    /// <summary>Puts what was applied before a restart into force again.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when every workflow has its configuration.</returns>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            if (await store.ReadAsync(Key(workflow), cancellationToken) is not null)
            {
                await pools.ConfigureAsync(Lane.Production, await ReadAsync(workflow, cancellationToken), cancellationToken);
            }
        }
    }

    private static string Key(string workflow) => $"workflows/{workflow}/configuration";
}
