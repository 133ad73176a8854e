namespace Aquatope.Forecasting;

/// <summary>Working memory of the prediction network's passes.</summary>
internal sealed class PredictionScratch(PredictionNetwork network, int passes)
{
    /// <summary>Gets what the latent sequences contribute to the first layer, [units, passes].</summary>
    public FloatMatrix FromLatent { get; } = new(network.First.Outputs, passes);

    /// <summary>Gets what the features and biases contribute to the first layer, [units].</summary>
    public float[] FirstShared { get; } = new float[network.First.Outputs];

    /// <summary>Gets the first layer's outputs, [units, passes].</summary>
    public FloatMatrix First { get; } = new(network.First.Outputs, passes);

    /// <summary>Gets the second layer's outputs, [units, passes].</summary>
    public FloatMatrix Second { get; } = new(network.Second.Outputs, passes);

    /// <summary>Gets what goes straight from the features to the outputs, [outputs].</summary>
    public float[] OutputShared { get; } = new float[network.Output.Outputs];

    /// <summary>Gets the outputs, [outputs, passes].</summary>
    public FloatMatrix Output { get; } = new(network.Output.Outputs, passes);

    /// <summary>Gets room for the features, [features].</summary>
    public float[] Features { get; } = new float[network.Features];
}
