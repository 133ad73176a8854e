namespace Aquatope.Forecasting;

/// <summary>Working memory of the encoder's passes.</summary>
internal sealed class EncoderScratch(EncoderDecoder network, int passes)
{
    /// <summary>Gets the first layer's tape.</summary>
    public LstmTape Tape { get; } = new(network.Encoder, network.Window, EncoderPasses.Batch);

    /// <summary>Gets the first layer's outputs of one window, [window, units].</summary>
    public FloatMatrix Hidden { get; } = new(network.Window, network.Encoder.Units);

    /// <summary>Gets the second layer's gates of one window, [window, 4 * passes].</summary>
    public FloatMatrix Gates { get; } = new(network.Window, 4 * passes);

    /// <summary>Gets the second layer's cell, [passes].</summary>
    public float[] Cell { get; } = new float[passes];

    /// <summary>Gets the second layer's output, [passes].</summary>
    public float[] State { get; } = new float[passes];

    /// <summary>Gets the latent sequences of one window, [window, passes].</summary>
    public FloatMatrix Latent { get; } = new(network.Window, passes);
}
