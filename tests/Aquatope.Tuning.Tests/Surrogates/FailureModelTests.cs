namespace Aquatope.Tuning.Tests;

public sealed class FailureModelTests
{
    private static readonly SearchSpace Space = new([
        Knob.Range("s.memoryMiB", "s", 128, 4096, logarithmic: true),
        Knob.Range("s.concurrency", "s", 1, 16, integers: true),
        Knob.Range("s.level", "s", 0, 1)]);

    private readonly FailureModel _model = new(new StageSpace(Space, "s"), doubtful: true);

    [Fact]
    public void MemorySafety_DominatedByASuccess_IsCertain()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Completed, age: 0);
        Assert.Equal(1, _model.MemorySafety(At(1024, 2, 0.9)));
        Assert.InRange(_model.MemorySafety(At(256, 4, 0.1)), 0.85, 0.95);
        Assert.InRange(_model.MemorySafety(At(512, 8, 0.1)), 0.85, 0.95);
    }

    [Fact]
    public void MemorySafety_DominatedByARunOutOfMemory_IsSmall()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Completed, age: 0);
        _model.Observe(At(256, 4, 0.1), StageOutcome.OutOfMemory, age: 0);
        Assert.Equal(0, _model.MemorySafety(At(200, 5, 0.9)));
        Assert.Equal(1, _model.MemorySafety(At(512, 4, 0.9)));
    }

    [Fact]
    public void MemorySafety_BetweenSuccessAndFailure_FallsTowardsTheFailure()
    {
        _model.Observe(At(1024, 1, 0.1), StageOutcome.Completed, age: 0);
        _model.Observe(At(512, 1, 0.1), StageOutcome.OutOfMemory, age: 0);
        Assert.Equal(0.5, _model.MemorySafety(At(724.0773439350246, 1, 0.1)), 6);
        Assert.InRange(_model.MemorySafety(At(1000, 1, 0.1)), 0.9, 0.99);
    }

    [Fact]
    public void Soundness_OtherFailure_TellsOnlyOfItsNeighbourhood()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Failed, age: 0);
        Assert.InRange(_model.Soundness(At(512, 4, 0.12)), 0.3, 0.5);
        Assert.InRange(_model.Soundness(At(512, 4, 0.9)), 0.99, 1);
    }

    [Fact]
    public void Soundness_CompletedOnceBesideFailures_IsCertainThereAndDoubtfulBeside()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Failed, age: 0);
        _model.Observe(At(512, 4, 0.12), StageOutcome.Completed, age: 0);
        Assert.Equal(1, _model.Soundness(At(512, 4, 0.12)));
        Assert.InRange(_model.Soundness(At(512, 4, 0.08)), 0.5, 0.8);
    }

    [Fact]
    public void CompletedShares_FailedWhereNothingCompletes_AreNoMatterOfChance()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Failed, age: 0);
        Assert.Null(_model.CompletedShares(At(512, 4, 0.1), [0.5]));
    }

    [Fact]
    public void CompletedShares_FailsNowAndThen_AreUncertainAroundWhatWasSeen()
    {
        for (int i = 0; i < 20; i++)
        {
            _model.Observe(At(512, 4, 0.1), i % 10 == 0 ? StageOutcome.Failed : StageOutcome.Completed, age: 0);
        }

        double[]? shares = _model.CompletedShares(At(512, 4, 0.1), [0.05, 0.5, 0.95]);
        Assert.NotNull(shares);
        Assert.InRange(shares[0], 0.75, 0.85);
        Assert.InRange(shares[1], 0.9, 0.93);
        Assert.InRange(shares[2], 0.97, 1);
    }

    [Fact]
    public void MemorySafety_WorkedBeforeAChange_IsTrustedWithALittleDoubt()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Completed, age: 1);
        _model.Observe(At(256, 4, 0.1), StageOutcome.OutOfMemory, age: 1);
        Assert.InRange(_model.MemorySafety(At(512, 4, 0.1)), 0.95, 0.99);
        _model.Observe(At(512, 4, 0.1), StageOutcome.Completed, age: 0);
        Assert.Equal(1, _model.MemorySafety(At(512, 4, 0.1)));
        Assert.InRange(_model.MemorySafety(At(360, 4, 0.1)), 0.3, 0.7);
    }

    [Fact]
    public void MemorySafety_WorkedBeforeAChangeButFailsSince_TellsNothingAnyMore()
    {
        _model.Observe(At(512, 4, 0.1), StageOutcome.Completed, age: 1);
        _model.Observe(At(1024, 4, 0.1), StageOutcome.Completed, age: 1);
        _model.Observe(At(512, 4, 0.1), StageOutcome.OutOfMemory, age: 0);
        Assert.InRange(_model.MemorySafety(At(512, 4, 0.1)), 0, 0.5);
        Assert.InRange(_model.MemorySafety(At(1024, 4, 0.1)), 0, 0.5);
    }

    private static Configuration At(double memory, double concurrency, double level) => new([memory, concurrency, level]);
}
