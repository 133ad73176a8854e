using System.IO.Compression;
using System.Text;
using Aquatope.Examples.Chain;
using Aquatope.Examples.Tests.Assets;

namespace Aquatope.Examples.Tests.Chain;

public sealed class SummariseDocumentStagesTests
{
    [Theory]
    [InlineData("queries", "query")]
    [InlineData("ponies", "pony")]
    [InlineData("boxes", "boxe")]
    [InlineData("shoes", "shoes")]
    [InlineData("ropes", "rope")]
    [InlineData("cranes", "crane")]
    [InlineData("glass", "glass")]
    [InlineData("apparatus", "apparatus")]
    [InlineData("gas", "gas")]
    public void Stem_EnglishPlural_FollowsHarmansRules(string word, string stem) =>
        Assert.Equal(stem, Tokeniser.Stem(word));

    [Fact]
    public void Sentences_MarksAndAbbreviatedNumbers_CutsOnlyAtMarksBeforeSpace()
    {
        const string Text = "It rose by 2.5 percent. Why?  Nobody knew!";

        string[] sentences = DocumentText.Sentences(Text).ConvertAll(range => Text[range]).ToArray();

        Assert.Equal(["It rose by 2.5 percent.", "Why?", "Nobody knew!"], sentences);
    }

    [Fact]
    public void Stems_StopWordsAndCase_KeepsContentWordsOnly() =>
        Assert.Equal(["pilot", "repaired", "buoy"], new Tokeniser().Stems("The pilots had REPAIRED all of the buoys."));

    [Theory]
    [MemberData(nameof(DocumentNames))]
    public void Tokenise_CommittedDocument_KeepsEverySentenceWithinThePayloadLimit(string name)
    {
        TokenisedDocument document = new Tokeniser().Tokenise(new DocumentRequest(name, 8));

        Assert.InRange(document.Sentences.Count, 900, 1500);
        Assert.All(document.Sentences, sentence => Assert.All(sentence, term => Assert.InRange(term, 0, document.Vocabulary.Count - 1)));
        Assert.Equal(document.Vocabulary.Count, document.Vocabulary.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(Payload.Bytes(document), 1, Payload.Limit);
    }

    [Fact]
    public void Load_UnknownDocument_NamesTheDocuments()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => DocumentText.Load("../secret"));

        Assert.Contains("harbour", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_OneSentenceSharedByAll_RanksItFirst()
    {
        TokenisedDocument document = new("made", 1, ["crane", "quay", "ledger"], [[0], [0, 1], [1], [2]]);

        RankedDocument ranked = new SentenceRanking().Rank(document);

        Assert.Equal(1, ranked.Scores.IndexOfMax());
        Assert.Equal(1.0, ranked.Scores.Sum(), 6);
    }

    [Fact]
    public void Rank_SentenceWithoutWords_GetsTheLeastScore()
    {
        TokenisedDocument document = new("made", 1, ["crane", "quay"], [[0, 1], [], [0, 1]]);

        IReadOnlyList<double> scores = new SentenceRanking().Rank(document).Scores;

        Assert.True(scores[1] < scores[0]);
        Assert.Equal(scores[0], scores[2], 6);
        Assert.Equal(1.0, scores.Sum(), 6);
    }

    [Fact]
    public void Rank_NoSentences_GivesNoScores() =>
        Assert.Empty(new SentenceRanking().Rank(new TokenisedDocument("made", 1, [], [])).Scores);

    [Fact]
    public void InverseDocumentFrequency_RareAndCommonTerm_RareWeighsMore()
    {
        var corpus = new CorpusModel();

        Assert.True(corpus.Terms > 5_000);
        Assert.True(corpus.InverseDocumentFrequency("unheard") > corpus.InverseDocumentFrequency("glaciologist"));
        Assert.True(corpus.InverseDocumentFrequency("glaciologist") > corpus.InverseDocumentFrequency("storm"));
        Assert.True(corpus.InverseDocumentFrequency("storm") >= 1);
    }

    [Theory]
    [MemberData(nameof(DocumentNames))]
    public void Summarise_CommittedDocument_GivesDistinctSentencesAndAnArchiveThatUnpacks(string name)
    {
        TokenisedDocument tokenised = new Tokeniser().Tokenise(new DocumentRequest(name, 8));
        RankedDocument ranked = new SentenceRanking().Rank(tokenised);

        DocumentSummary summary = Summariser.Summarise(ranked);

        string text = DocumentText.Load(name);
        Assert.Equal(8, summary.Sentences.Distinct(StringComparer.Ordinal).Count());
        int[] places = summary.Sentences.Select(sentence => text.IndexOf(sentence, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(text, Unpack(summary.Archive));
        Assert.InRange(summary.Archive.Length, 1, summary.OriginalBytes / 3);
        double mean = summary.Sentences.Average(sentence => ranked.Scores[IndexOf(text, sentence)]);
        Assert.True(mean > ranked.Scores.Average() * 1.1, "The summary's sentences are more central than the average.");
        Assert.InRange(Payload.Bytes(ranked), 1, Payload.Limit);
        Assert.InRange(Payload.Bytes(summary), 1, Payload.Limit);
    }

    [Fact]
    public void Summarise_ScoresOfAnotherDocument_Throws() =>
        Assert.Throws<ArgumentException>(() => Summariser.Summarise(new RankedDocument("harbour", 3, [0.5, 0.5])));

    [Fact]
    public void Documents_Regenerated_EqualTheCommittedOnes()
    {
        Assert.All(DocumentTheme.All, theme => Assert.Equal(RegenerateAssets.DocumentText(theme), DocumentText.Load(theme.Name)));
        Assert.Equal(CorpusBuilder.Build(), ExampleAssets.ReadText("corpus-model.tsv.gz"));
    }

    public static TheoryData<string> DocumentNames() => [.. DocumentRequest.Names];

    private static int IndexOf(string text, string sentence) =>
        DocumentText.Sentences(text).FindIndex(range => text[range] == sentence);

    private static string Unpack(byte[] archive)
    {
        using var brotli = new BrotliStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
