using Aquatope.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>Executions of workflows over HTTP, for callers with a function key.</summary>
public sealed class ExecutionFunctions(WorkflowControl control)
{
    /// <summary>Starts an execution; its input is the body.</summary>
    [Function("Start")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "workflows/{workflow}/executions")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.StartedAsync(async () => await control.StartAsync(workflow, await Answers.BodyAsync(request, cancellationToken), cancellationToken));

    /// <summary>Tells what became of an execution.</summary>
    [Function("Status")]
    public Task<IResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows/{workflow}/executions/{instanceId}")] HttpRequest request,
        string workflow,
        string instanceId,
        CancellationToken cancellationToken) =>
        Answers.OfAsync(async () => await control.GetAsync(workflow, instanceId, cancellationToken));
}
