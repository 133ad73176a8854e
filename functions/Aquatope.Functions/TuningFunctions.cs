using System.Text.Json;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The tuning of workflows over HTTP, for callers with a function key.</summary>
public sealed class TuningFunctions(WorkflowControl control)
{
    /// <summary>Starts a tuning cycle.</summary>
    [Function("Tune")]
    public Task<IResult> TuneAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "workflows/{workflow}/tuning")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.StartedAsync(() => control.TuneAsync(workflow, cancellationToken));

    /// <summary>Tells how the tuning stands.</summary>
    [Function("Tuning")]
    public Task<IResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows/{workflow}/tuning")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.OfAsync(async () => await control.StatusAsync(workflow, cancellationToken));

    /// <summary>Returns the latest better configuration.</summary>
    [Function("Recommendation")]
    public Task<IResult> RecommendationAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows/{workflow}/recommendation")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.OfAsync(async () => await control.RecommendationAsync(workflow, cancellationToken));

    /// <summary>Returns every decision.</summary>
    [Function("History")]
    public Task<IResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows/{workflow}/history")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.OfAsync(async () => await control.HistoryAsync(workflow, cancellationToken));

    /// <summary>Puts the configuration in the body, or without one the recommendation, into production.</summary>
    [Function("Apply")]
    public Task<IResult> ApplyAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "workflows/{workflow}/configuration")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.StartedAsync(async () => await control.ApplyAsync(
            workflow, (await Answers.BodyAsync(request, cancellationToken))?.Deserialize<WorkflowConfiguration>(Answers.Json), cancellationToken));

    /// <summary>Takes the last change back.</summary>
    [Function("RollBack")]
    public Task<IResult> RollBackAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "workflows/{workflow}/rollback")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.StartedAsync(() => control.RollBackAsync(workflow, cancellationToken));

    /// <summary>Keeps tuning cycles from beginning by themselves.</summary>
    [Function("Pause")]
    public Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "workflows/{workflow}/pause")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.DoneAsync(() => control.PauseAsync(workflow, paused: true, cancellationToken));

    /// <summary>Lets tuning cycles begin by themselves again.</summary>
    [Function("Resume")]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "workflows/{workflow}/pause")] HttpRequest request, string workflow, CancellationToken cancellationToken) =>
        Answers.DoneAsync(() => control.PauseAsync(workflow, paused: false, cancellationToken));
}
