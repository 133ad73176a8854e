namespace Aquatope.Examples.Chain;

/// <summary>Loads documents and cuts them into sentences; both ends of the chain must cut alike.</summary>
internal static class DocumentText
{
    public static string Load(string name)
    {
        if (!DocumentRequest.Names.Contains(name))
        {
            throw new ArgumentException(
                $"There is no document '{name}'. The documents are: {string.Join(", ", DocumentRequest.Names)}.",
                nameof(name));
        }

        return ExampleAssets.ReadText($"documents/{name}.txt.gz");
    }

    /// <summary>Returns the ranges of the sentences: text up to a full stop, question or exclamation mark.</summary>
    public static List<Range> Sentences(string text)
    {
        var sentences = new List<Range>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]));
            if (ends)
            {
                sentences.Add(start..(i + 1));
                start = i + 1;
            }
            else if (start == i && char.IsWhiteSpace(text[i]))
            {
                start = i + 1;
            }
        }

        return sentences;
    }
}
