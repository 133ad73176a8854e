namespace Aquatope.Forecasting;

/// <summary>Keeps trained forecasters in files, whatever their method.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class ForecasterFile
{
    /// <summary>Gets the names of the methods whose forecasters can be kept: those that learn for long.</summary>
    public static IReadOnlyList<string> Methods { get; } = [HybridBayesianForecaster.MethodName, LstmForecaster.MethodName];

    /// <summary>Writes a forecaster.</summary>
    /// <param name="forecaster">The forecaster, trained by one of <see cref="Methods"/>.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="ArgumentException">It is none of these: it has nothing to keep, or could not learn.</exception>
    public static void Save(IForecaster forecaster, Stream stream)
    {
        switch (forecaster)
        {
            case HybridBayesianForecaster hybrid:
                hybrid.Save(stream);
                break;
            case LstmForecaster recurrent:
                recurrent.Save(stream);
                break;
            default:
                throw new ArgumentException($"What '{forecaster?.Name}' has learned cannot be kept; only that of {string.Join(", ", Methods)} can.", nameof(forecaster));
        }
    }

    /// <summary>Reads a forecaster of any method.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The forecaster, which forecasts as the one that was saved.</returns>
    /// <exception cref="ModelFileException">The file is of another format or version, or damaged.</exception>
    public static IForecaster Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        string kind = ModelFile.KindOf(copy.GetBuffer().AsSpan(0, (int)copy.Length));
        copy.Position = 0;
        return kind switch
        {
            HybridBayesianForecaster.MethodName => HybridBayesianForecaster.Load(copy),
            LstmForecaster.MethodName => LstmForecaster.Load(copy),
            _ => throw new ModelFileException(ModelFileFault.WrongKind, $"The file holds a model of kind '{kind}', which this program does not know."),
        };
    }
}
