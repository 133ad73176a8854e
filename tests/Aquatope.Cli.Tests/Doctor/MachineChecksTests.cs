namespace Aquatope.Cli.Tests.Doctor;

public sealed class MachineChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Limits_ByAControlGroup_AreFine() =>
        Assert.Equal((DoctorState.Ok, ""), StateAndAdvice(MachineChecks.Limits("cgroup-v2", "", isLinux: true)));

    [Fact]
    public void Limits_ByDutyCycleOnLinux_SayHowToGetBetterOnes()
    {
        DoctorCheck check = MachineChecks.Limits("duty-cycle", "the share is kept on average", isLinux: true);

        Assert.Equal(DoctorState.Warning, check.State);
        Assert.Contains("the share is kept on average", check.Found, StringComparison.Ordinal);
        Assert.Contains("systemd-run", check.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, nameof(DoctorState.Warning))]
    [InlineData(2, nameof(DoctorState.Ok))]
    public void Processors_OfThisNumber_AreJudged(int processors, string state) =>
        Assert.Equal(state, MachineChecks.Processors(processors).State.ToString());

    [Theory]
    [InlineData(0.4, nameof(DoctorState.Failed))]
    [InlineData(1, nameof(DoctorState.Warning))]
    [InlineData(2, nameof(DoctorState.Ok))]
    public void Memory_OfThisSize_IsJudged(double size, string state) =>
        Assert.Equal(state, MachineChecks.Memory((long)(size * 1024 * 1024 * 1024)).State.ToString());

    [Fact]
    public void Runtime_OfAnEarlierVersion_WillNotDo() =>
        Assert.Equal(DoctorState.Failed, MachineChecks.Runtime(new Version(9, 0, 4)).State);

    [Theory]
    [InlineData(0, nameof(DoctorState.Ok))]
    [InlineData(99, nameof(DoctorState.Ok))]
    [InlineData(101, nameof(DoctorState.Warning))]
    [InlineData(-101, nameof(DoctorState.Warning))]
    public void Clock_ThatIsSetWhileLookedAt_IsWarnedOf(int stepMs, string state) =>
        Assert.Equal(state, MachineChecks.Clock(Now, Now.AddMilliseconds(500 + stepMs), TimeSpan.FromMilliseconds(500)).State.ToString());

    [Fact]
    public void Clock_OfThePast_WillNotDo() =>
        Assert.Equal(DoctorState.Failed, MachineChecks.Clock(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.Zero).State);

    [Theory]
    [InlineData(3, 10, nameof(DoctorState.Ok))]
    [InlineData(30, 10, nameof(DoctorState.Warning))]
    [InlineData(3, 0.5, nameof(DoctorState.Warning))]
    public void Disk_OfThisSpeedAndRoom_IsJudged(double syncMs, double freeGiB, string state) =>
        Assert.Equal(state, DiskCheck.Judge("/data", TimeSpan.FromMilliseconds(syncMs), (long)(freeGiB * 1024 * 1024 * 1024)).State.ToString());

    private static (DoctorState State, string Advice) StateAndAdvice(DoctorCheck check) => (check.State, check.Advice);
}
