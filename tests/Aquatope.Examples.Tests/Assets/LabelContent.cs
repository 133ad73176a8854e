using Aquatope.Examples.ImageRecognition;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>What is printed on one of the example labels, and how the photo of it was taken.</summary>
internal sealed record LabelContent(string Name, string Number, HandlingSymbol[] Symbols, double SkewDegrees, ulong Seed)
{
    private const int Digits = 10;

    public static LabelContent Of(string name)
    {
        ulong seed = 500 + (ulong)LabelPhoto.Names.ToList().IndexOf(name);
        var random = new SeededGenerator(seed);
        string number = string.Concat(Enumerable.Range(0, Digits - 1).Select(_ => (char)('0' + random.Next(10))));
        number += Enumerable.Range(0, 10).Select(digit => (char)('0' + digit)).First(digit => Routing.IsValid(number + digit));
        HandlingSymbol[] symbols = Enum.GetValues<HandlingSymbol>()
            .Select(symbol => (symbol, key: random.NextUInt64()))
            .OrderBy(entry => entry.key)
            .Take(2 + random.Next(3))
            .Select(entry => entry.symbol)
            .ToArray();
        return new LabelContent(name, number, symbols, random.Between(-7, 7), seed);
    }
}
