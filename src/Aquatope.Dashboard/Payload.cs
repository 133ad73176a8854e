namespace Aquatope.Dashboard;

/// <summary>An input, output or other text of a user, cut to what a page can show.</summary>
/// <param name="Text">Its beginning.</param>
/// <param name="Length">Its whole length, in characters.</param>
internal sealed record Payload(string Text, int Length)
{
    /// <summary>How much of a payload a page shows, in characters.</summary>
    public const int Shown = 16 * 1024;

    /// <summary>How much of it a row of a table shows, in characters.</summary>
    public const int InBrief = 400;

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="most">How many characters to keep.</param>
    /// <returns>The payload, or null for null.</returns>
    public static Payload? Of(string? text, int most = Shown)
    {
        if (text is null)
        {
            return null;
        }

        // Half of a surrogate pair is no character.
        int end = Math.Min(most, text.Length);
        end -= end < text.Length && end > 0 && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return new Payload(text[..end], text.Length);
    }
}
