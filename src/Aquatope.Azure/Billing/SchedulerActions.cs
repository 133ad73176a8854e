namespace Aquatope.Azure;

/// <summary>What the Durable Task Scheduler counts as actions: starts, and scheduling and result of everything that an orchestration asks for.</summary>
public static class SchedulerActions
{
    /// <summary>Actions of starting an orchestration.</summary>
    public const int PerStart = 1;

    /// <summary>Actions of one call of an activity: its scheduling and its result.</summary>
    public const int PerActivity = 2;

    /// <summary>Returns the actions of one execution.</summary>
    /// <param name="activities">How many activities it called; not negative.</param>
    /// <returns>Seven for three activities.</returns>
    public static int Of(int activities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(activities);
        return PerStart + (activities * PerActivity);
    }
}
