namespace Aquatope.Workflows;

/// <summary>A tuning cycle failed; production is as it was before the cycle's last step.</summary>
public sealed class OptimizerFailedException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="OptimizerFailedException"/> class.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="cause">Why it failed.</param>
    public OptimizerFailedException(string cycle, string cause)
        : base($"The tuning cycle '{cycle}' failed: {cause}") => Cycle = cycle;

    /// <summary>Gets the cycle.</summary>
    public string Cycle { get; }
}
