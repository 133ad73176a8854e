namespace Aquatope.Simulation;

/// <summary>The workers of a pool that can take a call, listed by how many they execute; in each list the one changed last is at the end.</summary>
internal sealed class WorkerLists
{
    private readonly Slots<Worker> _workers;
    private int[] _first;
    private int[] _last;

    public WorkerLists(Slots<Worker> workers, int concurrency)
    {
        _workers = workers;
        _first = _last = [];
        Clear(concurrency);
    }

    /// <summary>Gets the idle worker that has been so for longest; -1: none is.</summary>
    public int LongestIdle => _first[0];

    /// <summary>Forgets the workers, and makes room for others.</summary>
    public void Clear(int concurrency)
    {
        _first = new int[concurrency];
        _last = new int[concurrency];
        Array.Fill(_first, -1);
        Array.Fill(_last, -1);
    }

    /// <summary>Returns the least busy worker with room, of equals the one changed last, so that the others can go; -1: there is none.</summary>
    public int Free()
    {
        foreach (int last in _last)
        {
            if (last >= 0)
            {
                return last;
            }
        }

        return -1;
    }

    /// <summary>Lists a worker, unless it is full.</summary>
    public void Add(int slot)
    {
        ref Worker worker = ref _workers[slot];
        if (worker.Executing == _last.Length)
        {
            return;
        }

        worker.Previous = _last[worker.Executing];
        worker.Next = -1;
        (worker.Previous < 0 ? ref _first[worker.Executing] : ref _workers[worker.Previous].Next) = slot;
        _last[worker.Executing] = slot;
    }

    /// <summary>Takes a worker off its list, if it is on one.</summary>
    public void Remove(int slot)
    {
        ref Worker worker = ref _workers[slot];
        if (worker.Executing == _last.Length)
        {
            return;
        }

        (worker.Previous < 0 ? ref _first[worker.Executing] : ref _workers[worker.Previous].Next) = worker.Next;
        (worker.Next < 0 ? ref _last[worker.Executing] : ref _workers[worker.Next].Previous) = worker.Previous;
    }
}
