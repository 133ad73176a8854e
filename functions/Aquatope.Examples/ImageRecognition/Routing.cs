namespace Aquatope.Examples.ImageRecognition;

/// <summary>Decides where a parcel goes from what was read on its label.</summary>
internal static class Routing
{
    private const double LeastConfidence = 0.5;

    public static ParcelLabel Decide(LabelReadings readings)
    {
        (string name, DigitReading digits, SymbolReading symbols) = readings;
        return new ParcelLabel(name, digits.Number, symbols.Symbols, Route(digits, symbols));
    }

    private static ParcelRoute Route(DigitReading digits, SymbolReading symbols)
    {
        if (!IsValid(digits.Number) || Math.Min(digits.Confidence, symbols.Confidence) < LeastConfidence)
        {
            return ParcelRoute.ManualInspection;
        }

        if (Bears(HandlingSymbol.Hazard) || Bears(HandlingSymbol.Electrical) || Bears(HandlingSymbol.KeepCold))
        {
            return ParcelRoute.Restricted;
        }

        if (Bears(HandlingSymbol.Fragile))
        {
            return ParcelRoute.Careful;
        }

        return Bears(HandlingSymbol.Priority) || Bears(HandlingSymbol.Medical)
            ? ParcelRoute.Express
            : ParcelRoute.Standard;

        bool Bears(HandlingSymbol symbol) => symbols.Symbols.Contains(symbol);
    }

    /// <summary>Luhn's check (ISO/IEC 7812-1): every second digit from the right doubled, cross sums, modulo ten.</summary>
    public static bool IsValid(string number)
    {
        int sum = 0;
        for (int i = 0; i < number.Length; i++)
        {
            int digit = number[number.Length - 1 - i] - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return number.Length >= 2 && sum % 10 == 0;
    }
}
