namespace Aquatope.Examples.Chain;

/// <summary>Which document to summarise.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="SummarySentences">How many sentences the summary has; at least 1.</param>
public sealed record DocumentRequest(string Name, int SummarySentences)
{
    /// <summary>Gets the names of the documents in this assembly.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["harbour", "orchard", "observatory", "railway", "workshop", "glacier", "market", "library"];
}

/// <summary>A document cut into sentences, and each sentence into stemmed words without stop words.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="SummarySentences">How many sentences the summary shall have.</param>
/// <param name="Vocabulary">Every stem once, in order of first use.</param>
/// <param name="Sentences">Per sentence its stems, as indexes into <paramref name="Vocabulary"/>.</param>
public sealed record TokenisedDocument(
    string Name,
    int SummarySentences,
    IReadOnlyList<string> Vocabulary,
    IReadOnlyList<IReadOnlyList<int>> Sentences);

/// <summary>The centrality of each sentence of a document.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="SummarySentences">How many sentences the summary shall have.</param>
/// <param name="Scores">Per sentence the stationary probability of the similarity walk; they sum to 1.</param>
public sealed record RankedDocument(string Name, int SummarySentences, IReadOnlyList<double> Scores);

/// <summary>What the workflow gives back.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="Sentences">The chosen sentences, in the order of the document.</param>
/// <param name="OriginalBytes">The document's size in UTF-8.</param>
/// <param name="Archive">The document, compressed with Brotli at its highest quality.</param>
public sealed record DocumentSummary(string Name, IReadOnlyList<string> Sentences, int OriginalBytes, byte[] Archive);
