using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Image recognition: develop the photo, find the marks, read number and symbols in parallel, route.</summary>
public sealed class ReadParcelLabel : TaskOrchestrator<LabelPhoto, ParcelLabel>
{
    /// <inheritdoc/>
    public override async Task<ParcelLabel> RunAsync(TaskOrchestrationContext context, LabelPhoto input)
    {
        ProxyImage proxy = await context.CallStageAsync<ProxyImage>(nameof(DecodePhoto), input);
        LabelGlyphs glyphs = await context.CallStageAsync<LabelGlyphs>(nameof(FindMarks), proxy);

        // Each branch gets what it reads and no more.
        Task<DigitReading> digits = context.CallStageAsync<DigitReading>(nameof(ReadDigits), glyphs with { Symbols = [] });
        Task<SymbolReading> symbols = context.CallStageAsync<SymbolReading>(nameof(ReadSymbols), glyphs with { Digits = [] });
        await Task.WhenAll(digits, symbols);

        var readings = new LabelReadings(input.Name, await digits, await symbols);
        return await context.CallStageAsync<ParcelLabel>(nameof(RouteParcel), readings);
    }
}
