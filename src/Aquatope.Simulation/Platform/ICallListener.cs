namespace Aquatope.Simulation;

/// <summary>Learns of every call and every execution of a workflow that ends.</summary>
public interface ICallListener
{
    /// <summary>Learns of one call.</summary>
    /// <param name="completed">The call.</param>
    void Completed(in CompletedCall completed);

    /// <summary>Learns of one execution, after its last call. Default: does nothing.</summary>
    /// <param name="completed">The execution.</param>
    void Completed(in CompletedExecution completed)
    {
        // Who only wants the calls has nothing to do.
    }
}
