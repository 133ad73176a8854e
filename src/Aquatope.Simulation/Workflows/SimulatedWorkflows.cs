namespace Aquatope.Simulation;

/// <summary>The workflow problems that the reference figures belong to.</summary>
public static class SimulatedWorkflows
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<SimulatedWorkflow> All => [Chain3(), Fan5(), Dag8()];

    /// <summary>Returns three stages in a chain, within 4 s.</summary>
    /// <returns>The workflow.</returns>
    public static SimulatedWorkflow Chain3() => new(
        "wf_chain3",
        [new(1.2, 0.9, 0.1, 0.3, 400), new(2.5, 0.75, 0.15, 0.5, 900), new(0.6, 0.5, 0.2, 0.2, 250)],
        [[0, 1, 2]],
        4.0,
        optimum: 138.799286034,
        gridOptimum: 139.7434);

    /// <summary>Returns three stages side by side between two others, within 4.5 s.</summary>
    /// <returns>The workflow.</returns>
    public static SimulatedWorkflow Fan5() => new(
        "wf_fan5",
        [
            new(0.5, 0.8, 0.1, 0.2, 300), new(2, 0.9, 0.1, 0.4, 700), new(1.4, 0.7, 0.2, 0.3, 500),
            new(2.6, 0.95, 0.05, 0.6, 1200), new(0.8, 0.6, 0.15, 0.3, 600),
        ],
        [[0, 1, 4], [0, 2, 4], [0, 3, 4]],
        4.5,
        optimum: 216.857920131,
        gridOptimum: 218.9361);

    /// <summary>Returns eight stages whose paths cross, within 6.5 s.</summary>
    /// <returns>The workflow.</returns>
    public static SimulatedWorkflow Dag8() => new(
        "wf_dag8",
        [
            new(0.4, 0.7, 0.05, 0.15, 200), new(1.5, 0.9, 0.1, 0.3, 600), new(0.9, 0.6, 0.15, 0.2, 350),
            new(2.2, 0.95, 0.1, 0.5, 1000), new(1.1, 0.8, 0.05, 0.25, 450), new(0.7, 0.5, 0.2, 0.2, 300),
            new(1.8, 0.85, 0.1, 0.4, 800), new(0.5, 0.75, 0.1, 0.15, 256),
        ],
        [[0, 1, 3, 6, 7], [0, 1, 4, 6, 7], [0, 2, 4, 6, 7], [0, 2, 5, 7]],
        6.5,
        optimum: 257.480776976,
        gridOptimum: 258.4197);
}
