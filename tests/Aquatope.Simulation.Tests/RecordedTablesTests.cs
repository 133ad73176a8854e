using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests;

public sealed class RecordedTablesTests
{
    private const string Slapp = "slapp_lambda/functions_46mem_x100.csv.gz";

    [Theory]
    [InlineData("f1")]
    [InlineData("f2")]
    [InlineData("f4")]
    [InlineData("f6")]
    public void SlappStage_OfAFunction_HasHundredRunsOfEverySize(string function)
    {
        RecordedStage stage = SlappLambda.Stage("s", function, 0);

        Assert.Equal(46, stage.Behaviours.Count);
        Assert.All(stage.Behaviours.Values, behaviour => Assert.Equal(100, behaviour.Runs.Length));
        Assert.Equal(Enumerable.Range(2, 46).Select(i => 64.0 * i), SlappLambda.Memory("s").Choices);
    }

    [Fact]
    public void SlappStage_FirstRecordedRun_IsBilledByTheStep()
    {
        // f1 with 3008 MB ran 812.05 ms, billed as 900.
        RecordedRun first = SlappLambda.Stage("s", "f1", 0).Behaviours[new Configuration([3008])].Runs[0];

        Assert.Equal(812.05, first.ExecutionMs);
        Assert.Equal((2.9375 * 0.9 * 16.6667) + 0.2, first.Cost, 9);
    }

    [Fact]
    public void ChunkFuncStage_LongCut_FailsWhereItDid()
    {
        RecordedStage stage = ChunkFuncProfiles.Stage("cut", "cut-video", 420_039_539, 0);

        Assert.Equal(159, ChunkFuncProfiles.Memory("cut").Choices.Length);
        Assert.Equal(159, stage.Behaviours.Count);
        Assert.Equal(105, stage.Behaviours.Values.Count(behaviour => behaviour.Outcome == StageOutcome.Completed));
        Assert.Equal(47, stage.Behaviours.Values.Count(behaviour => behaviour.Outcome == StageOutcome.Failed));
        Assert.Equal(7, stage.Behaviours.Values.Count(behaviour => behaviour.Outcome == StageOutcome.OutOfMemory));
        Assert.All(stage.Behaviours.Where(pair => pair.Value.Outcome == StageOutcome.OutOfMemory), pair => Assert.True(pair.Key[0] <= 768));
    }

    [Fact]
    public void ChunkFuncStage_InputNotMeasured_ThrowsWithTheFile() =>
        Assert.Contains("chunkfunc", Assert.Throws<RecordedDataException>(() => ChunkFuncProfiles.Stage("cut", "cut-video", 1, 0)).File, StringComparison.Ordinal);

    [Fact]
    public void JolteonRows_FirstConfiguration_AreThoseOfTheFile()
    {
        var profile = new JolteonProfile("jolteon/ML-Pipeline_profile.json.gz", [.. Enumerable.Range(0, 23).Select(i => (i, i))]);

        ImmutableArray<JolteonRow> rows = profile.Rows("stage0");

        Assert.Equal(23, rows.Length);
        Assert.Equal([1384.990673065186, 236.35432624816843, 185.02917098999028], rows[0].StartsMs, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([351.0 + 12275 + 950, 387.0 + 11992 + 1073], rows[0].ExecutionsMs, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void JolteonRows_OtherNumberOfConfigurations_Throws()
    {
        var profile = new JolteonProfile("jolteon/Video-Analytics_profile.json.gz", [(1792, 4)]);

        Assert.Throws<RecordedDataException>(() => profile.Rows("stage0"));
    }

    [Fact]
    public void Rows_OneRowMissing_Throws() =>
        Assert.Contains("1 rows, not 2", Fails("a,b\n1,2\n", rows: 2).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_CellMissing_ThrowsWithTheLine() =>
        Assert.Contains("line 3", Fails("a,b\n1,2\n1\n", rows: 2).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b\n1,x\n")]
    [InlineData("a,b\n1,-2\n")]
    [InlineData("a,b\n1,NaN\n")]
    [InlineData("b,a\n1,2\n")]
    [InlineData("")]
    public void Rows_NotWhatIsExpected_Throws(string text) => Assert.Equal(Slapp, Fails(text, rows: 1).File);

    [Fact]
    public void Json_FileThatIsNotThere_Throws() =>
        Assert.Throws<RecordedDataException>(() => RecordedData.Json("jolteon/none.json"));

    private static RecordedDataException Fails(string text, int rows) => Assert.Throws<RecordedDataException>(
        () => RecordedData.Rows(Slapp, new StringReader(text), "a,b", rows, cells => RecordedData.Measure(cells[1])));
}
