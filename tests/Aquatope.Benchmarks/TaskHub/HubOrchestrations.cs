using Microsoft.DurableTask;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>The orchestrations that the hub is measured with.</summary>
internal static class HubOrchestrations
{
    public const string Cities = "HelloCities5";
    public const string FanOut = "FanOut";
    public const string Waiting = "Waiting";
    public const string Done = "Done";

    private const string SayHello = "SayHello";
    private const string Square = "Square";
    private const string Unserved = "Unserved";

    public static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string?, string>(Cities, async (context, _) =>
        {
            string said = "";
            foreach (string city in (string[])["Tokyo", "Seattle", "London", "Amsterdam", "Seoul"])
            {
                said += await context.CallActivityAsync<string>(SayHello, city);
            }

            return said;
        });
        tasks.AddOrchestratorFunc<int, int>(FanOut, async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>(Square, i)))).Length);
        tasks.AddActivityFunc<string, string>(SayHello, (_, city) => $"Hello, {city}!");
        tasks.AddActivityFunc<int, int>(Square, (_, number) => unchecked(number * number));
    }

    /// <summary>Adds orchestrations that stay open: one kind waits for an event or a timer, the other for an activity that nobody serves.</summary>
    public static void RegisterOpen(DurableTaskRegistry tasks) =>
        tasks.AddOrchestratorFunc<int, int>(Waiting, async (context, number) => number % 2 == 0
            ? await context.WaitForExternalEvent<int>(Done, TimeSpan.FromDays(2))
            : await context.CallActivityAsync<int>(Unserved, number));
}
