namespace Aquatope.Examples.ImageRecognition;

/// <summary>Which photo of a parcel label to read.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
public sealed record LabelPhoto(string Name)
{
    /// <summary>Gets the names of the photos in this assembly.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["label-1", "label-2", "label-3", "label-4", "label-5", "label-6", "label-7", "label-8"];
}

/// <summary>A smaller copy of a photo, grey and evenly lit enough to work on.</summary>
/// <param name="Name">The photo's name.</param>
/// <param name="Jpeg">The copy as a grey JPEG, at most 1024 pixels wide.</param>
public sealed record ProxyImage(string Name, byte[] Jpeg);

/// <summary>The marks on a label, cut out and set upright.</summary>
/// <param name="Name">The photo's name.</param>
/// <param name="SkewDegrees">How far the label was turned, clockwise.</param>
/// <param name="Digits">The digits from left to right; each 32 x 32 bytes in rows, 0 is paper and 255 is ink.</param>
/// <param name="Symbols">The handling symbols from left to right, in the same form.</param>
public sealed record LabelGlyphs(
    string Name,
    double SkewDegrees,
    IReadOnlyList<byte[]> Digits,
    IReadOnlyList<byte[]> Symbols);

/// <summary>The parcel's number as it was read.</summary>
/// <param name="Number">The digits.</param>
/// <param name="Confidence">The least probability of any of its digits, in [0, 1]; 1 when there are none.</param>
public sealed record DigitReading(string Number, double Confidence);

/// <summary>The handling symbols as they were read.</summary>
/// <param name="Symbols">The symbols from left to right.</param>
/// <param name="Confidence">The least share of neighbours that agree on a symbol, in [0, 1]; 1 when there are none.</param>
public sealed record SymbolReading(IReadOnlyList<HandlingSymbol> Symbols, double Confidence);

/// <summary>Both readings of one label.</summary>
/// <param name="Name">The photo's name.</param>
/// <param name="Digits">The number.</param>
/// <param name="Symbols">The handling symbols.</param>
public sealed record LabelReadings(string Name, DigitReading Digits, SymbolReading Symbols);

/// <summary>What the workflow gives back.</summary>
/// <param name="Name">The photo's name.</param>
/// <param name="Number">The parcel's number, its check digit last.</param>
/// <param name="Symbols">The handling symbols from left to right.</param>
/// <param name="Route">Where the parcel goes next.</param>
public sealed record ParcelLabel(
    string Name,
    string Number,
    IReadOnlyList<HandlingSymbol> Symbols,
    ParcelRoute Route);
