namespace Aquatope.Tuning;

/// <summary>What came of one report.</summary>
/// <param name="State">What to remember until the next report.</param>
/// <param name="Alarm">The alarm, or null where nothing seems to have changed.</param>
public sealed record ChangeDetection(ChangeState State, ChangeAlarm? Alarm);
