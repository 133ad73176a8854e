namespace Aquatope.Simulation;

/// <summary>The calls that executions of one workflow are expected to make: opened at the start, met by calls, given up at the end.</summary>
internal sealed class ExpectationBook(int workflow, HeldWorkers[] expected, PlatformContext context, IReadOnlyList<FunctionPool> pools)
{
    /// <summary>An execution starts.</summary>
    /// <param name="execution">Its number.</param>
    /// <returns>The place of its first expectation; -1: it has none.</returns>
    public int Open(long execution)
    {
        int first = -1;
        foreach (HeldWorkers calls in expected)
        {
            first = context.Expectations.Add(new Expectation { Workflow = workflow, Execution = execution, Pool = calls.Pool, Left = calls.Calls, Next = first });
            context.Schedule(context.Engine.Now + calls.FromTicks, PlatformEvent.Expectation, first);
            context.Schedule(context.Engine.Now + calls.UntilTicks, PlatformEvent.ExpectationEnd, first);
        }

        return first;
    }

    /// <summary>Workers are to be there soon.</summary>
    /// <param name="slot">The expectation's place.</param>
    public void Begin(int slot)
    {
        ref Expectation begun = ref context.Expectations[slot];
        begun.Begun = true;
        if (begun.Left > 0)
        {
            pools[begun.Pool].Expect(begun.Left);
        }
    }

    /// <summary>No more calls are expected.</summary>
    /// <param name="slot">The expectation's place.</param>
    public void End(int slot)
    {
        Take(slot, context.Expectations[slot].Left);
        context.Expectations.Remove(slot);
    }

    /// <summary>An execution makes a call.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="pool">The function's index.</param>
    public void Meet(in Execution execution, int pool)
    {
        int slot = execution.FirstExpectation;
        while (IsOpen(execution, slot))
        {
            if (context.Expectations[slot].Pool == pool)
            {
                Take(slot, Math.Min(1, context.Expectations[slot].Left));
                return;
            }

            slot = context.Expectations[slot].Next;
        }
    }

    /// <summary>An execution ends: what it has not called it will not call any more.</summary>
    /// <param name="execution">The execution.</param>
    public void GiveUp(in Execution execution)
    {
        for (int slot = execution.FirstExpectation; IsOpen(execution, slot); slot = context.Expectations[slot].Next)
        {
            Take(slot, context.Expectations[slot].Left);
        }
    }

    // Those that end first are last in the list, so behind one that has ended there is none that has not.
    // An expectation may have ended before its execution, and its place be that of another.
    private bool IsOpen(in Execution execution, int slot) =>
        slot >= 0 && context.Expectations[slot].Workflow == workflow && context.Expectations[slot].Execution == execution.Number;

    private void Take(int slot, int calls)
    {
        ref Expectation taken = ref context.Expectations[slot];
        taken.Left -= calls;
        if (taken.Begun && calls > 0)
        {
            pools[taken.Pool].Expect(-calls);
        }
    }
}
