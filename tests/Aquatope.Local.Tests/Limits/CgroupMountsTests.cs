namespace Aquatope.Local.Tests;

public sealed class CgroupMountsTests
{
    [Fact]
    public void Parse_SeparateVersion1Controllers_FindsEach()
    {
        CgroupMounts mounts = CgroupMounts.Parse(
            [
                "30 25 0:27 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
                "31 25 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
            ],
            ["4:memory:/", "2:cpu:/"]);

        Assert.Equal("/sys/fs/cgroup/cpu", mounts.V1("cpu"));
        Assert.Equal("/sys/fs/cgroup/memory", mounts.V1("memory"));
        Assert.Null(mounts.V2);
    }

    [Fact]
    public void Parse_JoinedControllersInAContainer_LeavesOutTheMountedRoot()
    {
        CgroupMounts mounts = CgroupMounts.Parse(
            ["30 25 0:27 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct"],
            ["3:cpu,cpuacct:/docker/abc/inner"]);

        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct/inner", mounts.V1("cpu"));
    }

    [Fact]
    public void Parse_Version2_FindsTheGroupOfThisProcess()
    {
        CgroupMounts mounts = CgroupMounts.Parse(
            ["30 25 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw,nsdelegate"],
            ["0::/user.slice/user-1000.slice/session.scope"]);

        Assert.Equal("/sys/fs/cgroup/user.slice/user-1000.slice/session.scope", mounts.V2);
        Assert.Null(mounts.V1("cpu"));
    }
}
