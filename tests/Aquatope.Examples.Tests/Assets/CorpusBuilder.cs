using System.Globalization;
using System.Text;
using Aquatope.Examples.Chain;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Counts in how many documents of a generated corpus each stem and each pair of stems occurs.</summary>
internal static class CorpusBuilder
{
    private const int Documents = 240;
    private const int DocumentLength = 6_000;
    private const int LeastDocuments = 2;

    public static string Build()
    {
        var tokeniser = new Tokeniser();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Documents; i++)
        {
            DocumentTheme theme = DocumentTheme.All[i % DocumentTheme.All.Count];
            string text = new DocumentWriter(theme, seed: 10_000 + (ulong)i).Write(DocumentLength);
            foreach (string term in Terms(tokeniser, text))
            {
                counts[term] = counts.GetValueOrDefault(term) + 1;
            }
        }

        var model = new StringBuilder();
        model.Append(CultureInfo.InvariantCulture, $"{Documents}\n");
        foreach ((string term, int count) in counts.Where(entry => entry.Value >= LeastDocuments))
        {
            model.Append(CultureInfo.InvariantCulture, $"{term}\t{count}\n");
        }

        return model.ToString();
    }

    private static HashSet<string> Terms(Tokeniser tokeniser, string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (Range range in DocumentText.Sentences(text))
        {
            string? previous = null;
            foreach (string stem in tokeniser.Stems(text[range]))
            {
                terms.Add(stem);
                if (previous is not null)
                {
                    terms.Add(previous + " " + stem);
                }

                previous = stem;
            }
        }

        return terms;
    }
}
