using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Reads how long things take: distributions, models and recorded tables.</summary>
internal static class ScenarioTimes
{
    private const double LongestMs = 1e9;

    /// <summary>Reads a distribution: a number of milliseconds, or one of the families.</summary>
    /// <param name="node">The value.</param>
    /// <returns>The distribution.</returns>
    public static TimeDistribution Distribution(ScenarioNode node)
    {
        if (node.IsNumber)
        {
            return TimeDistribution.Constant(node.Number(0, LongestMs));
        }

        node.With("exponentialMs", "logNormalMs", "variation", "percentilesMs");
        if (node.Find("exponentialMs") is { } exponential)
        {
            return TimeDistribution.Exponential(exponential.Number(0, LongestMs));
        }

        if (node.Find("logNormalMs") is { } logNormal)
        {
            return TimeDistribution.LogNormal(logNormal.Number(0, LongestMs), node.Find("variation")?.Number(0, 100) ?? 0);
        }

        return Percentiles(node.Get("percentilesMs"));
    }

    /// <summary>Reads how long a stage executes.</summary>
    /// <param name="node">The value.</param>
    /// <param name="memory">The memory of the stage's workers, which recorded tables need.</param>
    /// <returns>The execution times.</returns>
    public static IExecutionTime Execution(ScenarioNode node, ScenarioNode memory)
    {
        if (node.IsObject && node.Find("model") is { } model)
        {
            node.With("model", "noise");
            return Modelled(model, node.Find("noise"));
        }

        if (node.IsObject && node.Find("recorded") is not null)
        {
            return Recorded(node.With("recorded", "stage", "functions"), memory);
        }

        return Distribution(node);
    }

    private static ModelledTime Modelled(ScenarioNode model, ScenarioNode? noise)
    {
        model.With("cpuSeconds", "cpuExponent", "fixedSeconds", "memorySeconds", "workingSetMiB");
        var stage = new SimulatedStage(
            A: model.Get("cpuSeconds").Number(0, 1e6),
            B: model.Find("cpuExponent")?.Number(0, 1) ?? 1,
            C: model.Find("fixedSeconds")?.Number(0, 1e6) ?? 0,
            P: model.Find("memorySeconds")?.Number(0, 1e6) ?? 0,
            W: model.Find("workingSetMiB")?.Number(0, 1e6) ?? 0);
        return new ModelledTime(stage, noise is null ? null : Noise(noise));
    }

    private static TimeNoise Noise(ScenarioNode node)
    {
        node.With("variation", "family", "stragglerShare", "stragglerFactor");
        return new TimeNoise
        {
            Variation = node.Find("variation")?.Number(0, 100) ?? 0,
            Family = node.Find("family") is not { } family ? NoiseFamily.LogNormal : family.Text() switch
            {
                "gaussian" => NoiseFamily.Gaussian,
                "log-normal" => NoiseFamily.LogNormal,
                _ => throw family.Wrong("the family must be \"gaussian\" or \"log-normal\""),
            },
            StragglerShare = node.Find("stragglerShare")?.Number(0, 1) ?? 0,
            StragglerFactor = node.Find("stragglerFactor")?.Number(1, 1e6) ?? 3,
        };
    }

    private static TimeDistribution Percentiles(ScenarioNode node)
    {
        double[] percentiles = [.. node.Members().Select(member =>
            double.TryParse(member.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out double percentile) ? percentile : throw member.Wrong("the name must be a percentile"))];
        return Checked(node, () => TimeDistribution.OfPercentiles(percentiles, [.. node.Members().Select(member => member.Number(0, LongestMs))]));
    }

    private static IExecutionTime Recorded(ScenarioNode node, ScenarioNode memory)
    {
        ScenarioNode name = node.Get("recorded");
        RecordedWorkflow workflow = Checked(name, () => RecordedWorkflows.Create(name.Text()));
        ScenarioNode stage = node.Get("stage");
        int index = workflow.Stages.ToList().IndexOf(stage.Text());
        if (index < 0)
        {
            throw stage.Wrong($"'{workflow.Name}' has no stage '{stage.Text()}'; there are {string.Join(", ", workflow.Stages)}");
        }

        double[] values = [.. workflow.Problem.Space.Knobs.Select(knob => (knob.Stage == stage.Text(), knob.Role) switch
        {
            (true, KnobRole.Memory) => Allowed(knob, memory),
            (true, _) when node.Find("functions") is { } functions => Allowed(knob, functions),
            _ => knob.Greatest,
        })];
        return Checked(memory, () => workflow.ExecutionAt(index, new Configuration([.. values])));
    }

    private static double Allowed(Knob knob, ScenarioNode node)
    {
        double value = node.Number(0, 1e6);
        return knob.Contains(value) ? value : throw node.Wrong(string.Create(CultureInfo.InvariantCulture, $"'{knob.Name}' was not recorded at {value}; it can be from {knob.Least} to {knob.Greatest}, in steps"));
    }

    /// <summary>Makes something, and says where the file is wrong if it cannot be made.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="node">Where it is asked for.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>What was made.</returns>
    public static T Checked<T>(ScenarioNode node, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            // The library's sentence, without the name of its parameter and without the actual value on a line of its own.
            string sentence = exception.Message.Split(" (Parameter '")[0];
            throw node.Wrong(sentence.TrimEnd('.'));
        }
    }
}
