using System.Collections.Frozen;

namespace Aquatope.Examples.Chain;

/// <summary>Cuts text into lower-case stems without stop words.</summary>
/// <remarks>
/// Stems by the S-stemmer (Harman, 1991): three rules for English plurals. Thread-safe after construction.
/// </remarks>
internal sealed class Tokeniser
{
    private readonly FrozenSet<string> _stopWords =
        ExampleAssets.ReadLines("stop-words.txt").Where(line => line.Length > 0).ToFrozenSet(StringComparer.Ordinal);

    public TokenisedDocument Tokenise(DocumentRequest request)
    {
        string text = DocumentText.Load(request.Name);
        var vocabulary = new List<string>();
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var sentences = new List<IReadOnlyList<int>>();
        foreach (Range range in DocumentText.Sentences(text))
        {
            var terms = new List<int>();
            foreach (string stem in Stems(text[range]))
            {
                if (!indexes.TryGetValue(stem, out int index))
                {
                    index = vocabulary.Count;
                    indexes.Add(stem, index);
                    vocabulary.Add(stem);
                }

                terms.Add(index);
            }

            sentences.Add(terms);
        }

        return new TokenisedDocument(request.Name, request.SummarySentences, vocabulary, sentences);
    }

    public IEnumerable<string> Stems(string sentence)
    {
        int start = -1;
        for (int i = 0; i <= sentence.Length; i++)
        {
            bool letter = i < sentence.Length && char.IsAsciiLetter(sentence[i]);
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                string word = sentence[start..i].ToLowerInvariant();
                start = -1;
                if (word.Length > 1 && !_stopWords.Contains(word))
                {
                    yield return Stem(word);
                }
            }
        }
    }

    public static string Stem(string word)
    {
        if (word.Length < 4 || word[^1] != 's')
        {
            return word;
        }

        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            return word[^4] is 'a' or 'e' ? word : word[..^3] + "y";
        }

        if (word.EndsWith("es", StringComparison.Ordinal))
        {
            return word[^3] is 'a' or 'e' or 'o' ? word : word[..^1];
        }

        return word[^2] is 'u' or 's' ? word : word[..^1];
    }
}
