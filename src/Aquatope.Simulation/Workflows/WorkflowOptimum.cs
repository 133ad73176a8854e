using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>Finds the cheapest feasible configuration of a simulated workflow among all that the ranges allow.</summary>
/// <remarks>
/// In the logarithms of the knobs cost and latency are sums of exponentials of linear functions, so the problem is convex (a
/// geometric program: Boyd et al. 2007, sections 2 and 4). A logarithmic barrier keeps the bound on every path; its solution
/// costs at most the number of paths times its weight more than the optimum (Boyd and Vandenberghe 2004, section 11.3).
/// </remarks>
internal sealed class WorkflowOptimum
{
    private const double Precision = 1e-9;

    private readonly SimulatedWorkflow _workflow;
    private readonly double[] _latency;
    private double _weight;

    private WorkflowOptimum(SimulatedWorkflow workflow)
    {
        _workflow = workflow;
        _latency = new double[workflow.Stages.Count];
    }

    /// <summary>Returns the least cost of any feasible configuration, to seven digits.</summary>
    /// <exception cref="ArgumentException">Not even the most generous configuration keeps the bound.</exception>
    public static double CostOf(SimulatedWorkflow workflow)
    {
        var optimum = new WorkflowOptimum(workflow);
        double[] lower = [.. workflow.Stages.SelectMany(_ => new[] { Math.Log(0.25), Math.Log(128) })];
        double[] upper = [.. workflow.Stages.SelectMany(_ => new[] { Math.Log(4), Math.Log(4096) })];
        double[] x = [.. upper];
        var gradient = new double[x.Length];
        double cost = optimum.Cost(x, gradient);
        for (optimum._weight = cost; optimum._weight > Precision * cost; optimum._weight /= 5)
        {
            var search = new BoundedQuasiNewton(lower, upper) { MaxIterations = 2000 };
            if (!double.IsFinite(search.Minimize(optimum.Barrier, x)))
            {
                throw new ArgumentException($"No configuration of '{workflow.Name}' keeps the bound of {workflow.BoundSeconds} s.", nameof(workflow));
            }
        }

        return optimum.Cost(x, gradient);
    }

    private double Barrier(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double value = Cost(x, gradient);
        foreach (int[] path in _workflow.Paths)
        {
            double slack = _workflow.BoundSeconds - path.Sum(stage => _latency[stage]);
            if (slack <= 0)
            {
                return double.PositiveInfinity;
            }

            value -= _weight * Math.Log(slack);
            foreach (int stage in path)
            {
                (double byCpu, double byMemory) = _workflow.Stages[stage].Derivatives(Math.Exp(x[2 * stage]), Math.Exp(x[(2 * stage) + 1]));
                gradient[2 * stage] += _weight / slack * byCpu;
                gradient[(2 * stage) + 1] += _weight / slack * byMemory;
            }
        }

        return value;
    }

    private double Cost(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        for (int k = 0; k < _latency.Length; k++)
        {
            (double cpu, double memory) = (Math.Exp(x[2 * k]), Math.Exp(x[(2 * k) + 1]));
            _latency[k] = _workflow.Stages[k].Seconds(cpu, memory);
            (double byCpu, double byMemory) = _workflow.Stages[k].Derivatives(cpu, memory);
            double ofCpu = SimulatedWorkflow.PerVcpuSecond * cpu;
            double ofMemory = SimulatedWorkflow.PerGiBSecond * memory / 1024;
            sum += _latency[k] * (ofCpu + ofMemory);
            gradient[2 * k] = (byCpu * (ofCpu + ofMemory)) + (_latency[k] * ofCpu);
            gradient[(2 * k) + 1] = (byMemory * (ofCpu + ofMemory)) + (_latency[k] * ofMemory);
        }

        return sum;
    }
}
