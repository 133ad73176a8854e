namespace Aquatope.Forecasting;

/// <summary>What the prediction network's outputs mean.</summary>
public enum PredictionHead
{
    /// <summary>The paper's: one output, the scaled count relative to the first of the window; squared error; normal noise.</summary>
    SquaredError,

    /// <summary>A probability of zero, and a mixture of logistic distributions on the network's scale, both of whole counts; likelihood.</summary>
    ZeroInflatedMixture,
}
