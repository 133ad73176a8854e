using System.Text;
using System.Text.Json;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>The document that <c>aquatope simulate --json</c> prints. It has no times of this machine: the same scenario gives the same bytes.</summary>
internal static class SimulationDocument
{
    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)];

    /// <summary>Writes the document, on one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="outcomes">What came of each policy.</param>
    public static void Write(TextWriter output, Scenario scenario, IReadOnlyList<PolicyOutcome> outcomes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("scenario", scenario.Workflow.Name);
            json.WriteNumber("seed", scenario.Seed);
            json.WriteNumber("days", scenario.Length.TotalDays);
            if (scenario.Workflow.Problem.Objective.Bound != TimeSpan.MaxValue)
            {
                json.WriteStartObject("objective");
                json.WriteNumber("latencyMs", scenario.Workflow.Problem.Objective.Bound.TotalMilliseconds);
                json.WriteNumber("percentile", scenario.Workflow.Problem.Objective.Percentile);
                json.WriteEndObject();
            }

            json.WriteStartArray("policies");
            foreach (PolicyOutcome outcome in outcomes)
            {
                Write(json, outcome);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, PolicyOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("policy", outcome.Policy);
        json.WriteStartObject("workflow");
        json.WriteNumber("started", outcome.Workflow.Started);
        json.WriteNumber("completed", outcome.Workflow.Completed);
        json.WriteNumber("violations", outcome.Workflow.Late);
        json.WriteNumber("violationShare", outcome.Workflow.LateShare);
        json.WriteBoolean("meetsObjective", outcome.Workflow.MeetsObjective);
        json.WriteNumber("withColdStart", outcome.Workflow.Cold);
        Write(json, "latencyMs", outcome.Workflow.Latency);
        json.WriteEndObject();
        json.WriteNumber("calls", outcome.Calls);
        json.WriteNumber("coldStarts", outcome.ColdStarts);
        json.WriteNumber("coldStartShare", outcome.ColdStartShare);
        Write(json, [.. outcome.Stages.SelectMany(stage => stage.Provisioned)]);
        Write(json, outcome.Cost, outcome.Workflow.Completed);
        if (outcome.Tuning is { } tuning)
        {
            Write(json, tuning);
        }

        json.WriteStartArray("stages");
        for (int i = 0; i < outcome.Stages.Count; i++)
        {
            Write(json, outcome.Stages[i], outcome.Costs[i]);
        }

        json.WriteEndArray();
        Write(json, outcome.Points);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TunedPolicy tuning)
    {
        json.WriteStartObject("tuning");
        json.WriteString("action", tuning.Action?.ToString() ?? "Unfinished");
        json.WriteString("reason", tuning.Reason);
        json.WriteNumber("executions", tuning.Executions);
        json.WriteStartObject("inForce");
        foreach ((string stage, ResourceConfiguration resources) in tuning.InForce)
        {
            json.WriteStartObject(stage);
            json.WriteNumber("cpu", resources.Cpu);
            json.WriteNumber("memoryMiB", resources.MemoryMiB);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FunctionResult stage, CostSplit cost)
    {
        json.WriteStartObject();
        json.WriteString("stage", stage.Name);
        json.WriteNumber("calls", stage.Executions);
        json.WriteNumber("coldStarts", stage.ColdStarts);
        json.WriteNumber("coldStartShare", stage.ColdStartShare);
        json.WriteNumber("workersStarted", stage.WorkersStarted);
        json.WriteNumber("peakWorkers", stage.PeakWorkers);
        Write(json, "latencyMs", stage.Latency);
        Write(json, "waitMs", stage.Wait);
        Write(json, stage.Provisioned);
        Write(json, cost, stage.Executions);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, TimeHistogram times)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", times.Mean.TotalMilliseconds);
        foreach ((string quantile, double share) in Quantiles)
        {
            json.WriteNumber(quantile, times.Quantile(share).TotalMilliseconds);
        }

        json.WriteNumber("max", times.Maximum.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ProvisionedTime> times)
    {
        json.WriteStartObject("provisionedMiBSeconds");
        json.WriteNumber("busy", times.Sum(time => time.BusyMiBSeconds));
        json.WriteNumber("idle", times.Sum(time => time.IdleMiBSeconds));
        json.WriteNumber("starting", times.Sum(time => time.StartingMiBSeconds));
        json.WriteNumber("total", times.Sum(time => time.MiBSeconds));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CostSplit cost, long executions)
    {
        json.WriteStartObject("cost");
        json.WriteNumber("execution", cost.Execution);
        json.WriteNumber("idle", cost.Idle);
        json.WriteNumber("tuning", cost.Tuning);
        json.WriteNumber("total", cost.Total);
        json.WriteNumber("perThousand", executions == 0 ? 0 : 1000 * cost.Total / executions);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SimulationPoint> points)
    {
        json.WriteStartObject("series");
        Column("hours", point => point.Hours);
        Column("started", point => point.Started);
        Column("completed", point => point.Completed);
        Column("violations", point => point.Late);
        Column("calls", point => point.Calls);
        Column("coldStarts", point => point.ColdStarts);
        Column("provisionedMiBSeconds", point => point.MiBSeconds);
        Column("workers", point => point.Workers);
        Column("backlog", point => point.Backlog);
        json.WriteEndObject();

        void Column(string name, Func<SimulationPoint, double> value)
        {
            json.WriteStartArray(name);
            foreach (SimulationPoint point in points)
            {
                json.WriteNumberValue(value(point));
            }

            json.WriteEndArray();
        }
    }
}
