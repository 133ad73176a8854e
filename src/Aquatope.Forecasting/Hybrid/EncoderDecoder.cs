using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>The network that learns, by predicting the next bins from a window, what a window is made of.</summary>
/// <remarks>
/// Aquatope (ASPLOS 2023) after Zhu and Laptev (2017): LSTM to some units and LSTM to one, dropout on the outputs of both,
/// rectified, is the latent sequence [window]; it and the last observed values go through LSTM 16, LSTM 1 and two dense
/// layers to the next bins. Values are relative to the first of the window.
/// </remarks>
internal sealed class EncoderDecoder
{
    private const int DecoderUnits = 16;
    private const int DenseUnits = 32;

    /// <summary>Initializes a new instance of the <see cref="EncoderDecoder"/> class.</summary>
    /// <param name="window">Length of the window.</param>
    /// <param name="horizon">How many bins the decoder predicts.</param>
    /// <param name="units">Units of the encoder's first layer.</param>
    /// <param name="isLevelRelative">Whether windows are relative to their recent level. Default: false, as published.</param>
    public EncoderDecoder(int window, int horizon, int units, bool isLevelRelative = false)
    {
        Anchor = new SeriesAnchor(isLevelRelative, window);
        Window = window;
        Horizon = horizon;
        var layout = new ParameterLayout();
        Encoder = new LstmLayer(layout, "encoder", WindowInput.Inputs, units);
        Bottleneck = new LstmLayer(layout, "bottleneck", units, 1);
        EncoderParameters = layout.Length;
        Decoder = new LstmLayer(layout, "decoder", 1, DecoderUnits);
        Narrow = new LstmLayer(layout, "narrow", DecoderUnits, 1);
        Dense = new DenseLayer(layout, "dense", window + horizon, DenseUnits);
        Output = new DenseLayer(layout, "output", DenseUnits, horizon);
        Layout = layout;
    }

    /// <summary>Gets the length of the window.</summary>
    public int Window { get; }

    /// <summary>Gets how many bins the decoder predicts.</summary>
    public int Horizon { get; }

    /// <summary>Gets what counts are relative to.</summary>
    public SeriesAnchor Anchor { get; }

    /// <summary>Gets the encoder's first layer.</summary>
    public LstmLayer Encoder { get; }

    /// <summary>Gets the encoder's second layer, of one unit.</summary>
    public LstmLayer Bottleneck { get; }

    /// <summary>Gets the decoder's first layer.</summary>
    public LstmLayer Decoder { get; }

    /// <summary>Gets the decoder's second layer, of one unit.</summary>
    public LstmLayer Narrow { get; }

    /// <summary>Gets the first dense layer.</summary>
    public DenseLayer Dense { get; }

    /// <summary>Gets the second dense layer.</summary>
    public DenseLayer Output { get; }

    /// <summary>Gets the places of all parameters; those of the encoder come first.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Gets the number of parameters of the encoder.</summary>
    public int EncoderParameters { get; }

    /// <summary>Draws initial parameters.</summary>
    /// <param name="random">Where they come from.</param>
    /// <returns>The parameters.</returns>
    public float[] Initialize(SeededRandom random)
    {
        var parameters = new float[Layout.Length];
        Encoder.Initialize(parameters, random);
        Bottleneck.Initialize(parameters, random);
        Decoder.Initialize(parameters, random);
        Narrow.Initialize(parameters, random);
        Dense.Initialize(parameters, random);
        Output.Initialize(parameters, random);
        return parameters;
    }

    /// <summary>Writes the inputs of one window.</summary>
    /// <param name="origin">The bin after the window.</param>
    /// <param name="target">Receives them, [inputs, window * batch].</param>
    /// <param name="column">Which sequence of the batch it is.</param>
    /// <param name="batch">Number of sequences of the batch.</param>
    public void WriteWindow(SeriesOrigin origin, MatrixView target, int column, int batch)
    {
        if (Anchor.IsLevel)
        {
            WindowInput.WriteRelative(origin.Series, origin.Origin, target, (column, batch), Anchor.At(origin.Series, origin.Origin));
        }
        else
        {
            WindowInput.Write(origin.Series, origin.Origin, target, (column, batch));
        }
    }
}
