using System.Text;
using Aquatope.Examples.Chain;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Examples.Video;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Writes the committed assets anew. Explicit, so that an ordinary test run never changes the repository.</summary>
public sealed class RegenerateAssets
{
    private const int DocumentLength = 96_000;
    internal const int SymbolsPerClass = 180;
    private const ulong DigitSeed = 71;
    private const ulong SymbolSeed = 81;

    [Fact(Explicit = true)]
    public void Documents()
    {
        foreach (DocumentTheme theme in DocumentTheme.All)
        {
            AssetFolder.Write($"documents/{theme.Name}.txt.gz", AssetFolder.Pack(Encoding.UTF8.GetBytes(DocumentText(theme))));
        }

        AssetFolder.Write("corpus-model.tsv.gz", AssetFolder.Pack(Encoding.UTF8.GetBytes(CorpusBuilder.Build())));
        Assert.Equal(DocumentRequest.Names, DocumentTheme.All.Select(theme => theme.Name));
    }

    [Fact(Explicit = true)]
    public void Labels()
    {
        foreach (string name in LabelPhoto.Names)
        {
            AssetFolder.Write($"labels/{name}.jpg", LabelPainter.Paint(LabelContent.Of(name)));
        }

        Assert.Equal(LabelPhoto.Names.Count, LabelPhoto.Names.Distinct().Count());
    }

    [Fact(Explicit = true)]
    public void Classifiers()
    {
        byte[] model = DigitTrainer.Train(DigitSeed);
        AssetFolder.Write("digits.model", model);
        AssetFolder.Write("symbol-samples.bin.gz", AssetFolder.Pack(SymbolSamples()));
        Assert.Equal(DigitClassifier.Classes * (RandomFeatures.Length + 1) * 2, model.Length);
    }

    [Fact(Explicit = true)]
    public void Clips()
    {
        int scenes = 2;
        foreach (string name in ClipRequest.Names)
        {
            byte[] clip = ClipPainter.Paint(scenes, seed: (ulong)scenes);
            AssetFolder.Write($"clips/{name}.mjpeg", clip);
            Assert.Equal(ClipPainter.FrameCount(scenes), MotionJpeg.Frames(clip).Count);
            scenes++;
        }
    }

    internal static byte[] SymbolSamples() =>
        GlyphSamples.Symbols(SymbolsPerClass, SymbolSeed).SelectMany(sample => sample.Glyph.Prepend((byte)sample.Class)).ToArray();

    internal static string DocumentText(DocumentTheme theme) =>
        new DocumentWriter(theme, seed: (ulong)theme.Name.Length * 31).Write(DocumentLength);
}
