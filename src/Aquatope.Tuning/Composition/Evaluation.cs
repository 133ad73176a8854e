namespace Aquatope.Tuning;

/// <summary>What is believed of one workflow configuration, in joint posterior samples.</summary>
internal sealed class Evaluation
{
    public Evaluation(int samples)
    {
        Cost = new double[samples];
        MetShare = new double[samples];
        Feasible = new bool[samples];
    }

    /// <summary>Gets the mean cost of one execution in each sample.</summary>
    public double[] Cost { get; }

    /// <summary>Gets the share of executions that keep the bound in each sample.</summary>
    public double[] MetShare { get; }

    /// <summary>Gets whether the objective is met in each sample.</summary>
    public bool[] Feasible { get; }

    /// <summary>Gets or sets the probability that the objective is met.</summary>
    public double FeasibleProbability { get; set; }

    /// <summary>Gets or sets the mean cost over the samples.</summary>
    public double MeanCost { get; set; }

    /// <summary>Gets or sets what the workers cost that are kept idle for one execution.</summary>
    public double IdleCost { get; set; }

    /// <summary>Gets or sets the share of executions that keep the bound, over all samples.</summary>
    public double MeanMetShare { get; set; }

    /// <summary>Gets or sets the geometric mean latency, in log milliseconds, over all samples and draws.</summary>
    public double MeanLogLatency { get; set; }
}
