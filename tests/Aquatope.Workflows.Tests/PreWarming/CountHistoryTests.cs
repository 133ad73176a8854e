namespace Aquatope.Workflows.Tests;

public sealed class CountHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private readonly CountHistory _history = new(TimeSpan.FromMinutes(1), 5);

    [Fact]
    public void Until_EventsAndSilence_AreCountedFromTheBeginning()
    {
        _history.Begin(Start.AddSeconds(30));
        _history.Add(Start.AddMinutes(1.1));
        _history.Add(Start.AddMinutes(1.9));
        _history.Add(Start.AddMinutes(3.5));

        Assert.Equal([0, 2, 0], _history.Until(Start.AddMinutes(3.6)).Counts.ToArray());
        Assert.Equal(Start, _history.Start);
    }

    [Fact]
    public void Until_MoreThanFits_ForgetsTheOldest()
    {
        _history.Begin(Start);
        for (int minute = 0; minute < 12; minute++)
        {
            for (int n = 0; n <= minute; n++)
            {
                _history.Add(Start.AddMinutes(minute));
            }
        }

        // Five in all, of which the last is not over.
        Assert.Equal([8, 9, 10, 11], _history.Until(Start.AddMinutes(11.5)).Counts.ToArray());
        Assert.Equal(Start.AddMinutes(7), _history.Start);
    }

    [Fact]
    public void Add_OutOfOrder_IsCountedWhereItBelongs()
    {
        _history.Begin(Start);
        _history.Add(Start.AddMinutes(2));
        _history.Add(Start.AddMinutes(1));
        _history.Add(Start.AddMinutes(-1));

        Assert.Equal([0, 1, 1], _history.Until(Start.AddMinutes(3)).Counts.ToArray());
    }

    [Fact]
    public void Restore_WhatWasKept_GoesOn()
    {
        _history.Begin(Start);
        _history.Add(Start.AddMinutes(1.5));
        var restored = new CountHistory(TimeSpan.FromMinutes(1), 5);
        restored.Restore(_history.Start, _history.ToArray());
        restored.Add(Start.AddMinutes(1.6));
        restored.Add(Start.AddMinutes(4));

        Assert.Equal([0, 2, 0, 0, 1], restored.Until(Start.AddMinutes(5)).Counts.ToArray());
    }
}
