namespace Aquatope.Cli.Tests.Simulate;

/// <summary>A scenario that is sound, for tests to spoil.</summary>
internal static class Wrong
{
    public const string Sound = """
        {
          "name": "small",
          "days": 0.1,
          "trainDays": 0.1,
          "stages": {
            "a": {"cpu": 1, "memoryMiB": 128, "startUp": 300, "execution": 100},
            "b": {"cpu": 1, "memoryMiB": 128, "execution": {"exponentialMs": 50}}
          },
          "workflow": {"series": ["a", "b"]},
          "load": {"perSecond": 0.5},
          "objective": {"latencyMs": 500, "percentile": 95},
          "platform": {"prices": {"perVcpuHour": 0.1}},
          "policies": ["keep-alive"]
        }
        """;
}
