namespace Aquatope.Forecasting;

/// <summary>A loss over samples, to be minimised over the parameters of a network.</summary>
/// <threadsafety>Safe for concurrent calls with different workers.</threadsafety>
internal interface ITrainingObjective
{
    /// <summary>Gets the number of training samples.</summary>
    int Samples { get; }

    /// <summary>Gets the number of held-out samples; at least one.</summary>
    int HeldOutSamples { get; }

    /// <summary>Creates the working memory of one thread.</summary>
    /// <returns>A worker.</returns>
    IObjectiveWorker CreateWorker();
}
