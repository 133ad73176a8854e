namespace Aquatope.Tuning;

/// <summary>Decides how long a pool keeps workers that have nothing to do, and when it has them back.</summary>
/// <remarks>
/// <para>
/// A worker that is needed once calls need n at the same time occupies the n-th slot. Where calls go to the worker used last,
/// every slot is a renewal process of its own: its idle times are those between the moments when the load falls below n and
/// reaches n again, and each one that ends without a warm worker is one cold start. So slots can be decided one by one, each
/// by its own idle times: it is warm as long as the probability of being needed soon is worth its price.
/// </para>
/// <para>
/// Idle times have been forecast for whole applications before (Shahrad et al., 2020, section 4: hybrid histogram); here each
/// level of load has its own, beliefs of all pools stand in where a slot has seen little, and prices decide, not percentiles.
/// </para>
/// </remarks>
/// <threadsafety>Not thread-safe; several may share one <see cref="IdleTimeExperience"/>.</threadsafety>
public sealed class IdleSlots
{
    // What is stored of a large pool: its later slots are needed least, and what is known of all pools stands in for them.
    private const int MostStored = 100;

    private readonly IdleTimeExperience _experience;
    private readonly List<IdleSlot> _slots = [];
    private readonly ForecastWorth _forecast = new();
    private readonly PriorityQueue<(int Slot, int Version), (TimeSpan Time, int Slot)> _changes = new();
    private TimeSpan _now;

    /// <summary>Initializes a new instance of the <see cref="IdleSlots"/> class, of a pool that has not been called yet.</summary>
    /// <param name="experience">What is known of idle times elsewhere, and learns of those here.</param>
    /// <param name="policy">Prices and limits; hysteresis plays no part.</param>
    /// <param name="startUp">How long a worker takes to start; not negative.</param>
    public IdleSlots(IdleTimeExperience experience, PoolPolicy policy, TimeSpan startUp)
    {
        ArgumentNullException.ThrowIfNull(experience);
        _experience = experience;
        Set(policy, startUp);
    }

    /// <summary>Gets the prices and limits.</summary>
    public PoolPolicy Policy { get; private set; } = new();

    /// <summary>Gets how long a worker takes to start.</summary>
    public TimeSpan StartUp { get; private set; }

    /// <summary>Gets how many workers the calls in hand need.</summary>
    public int InUse { get; private set; }

    /// <summary>Gets how many workers beyond those are worth being warm.</summary>
    public int Warm { get; private set; }

    /// <summary>Gets how many workers to have: those in use and those worth being warm, the floor, and the forecast's while these pay.</summary>
    public int Held => _forecast.Pays(Policy) ? Math.Max(HeldByIdleTimes, _forecast.Target) : HeldByIdleTimes;

    /// <summary>Gets when that number changes by itself; null: not before calls come or end.</summary>
    public TimeSpan? NextChange
    {
        get
        {
            while (_changes.TryPeek(out (int Slot, int Version) change, out (TimeSpan Time, int Slot) due))
            {
                if (_slots[change.Slot].Version == change.Version)
                {
                    return due.Time;
                }

                _changes.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Gets or sets what it has learned of its first hundred slots and of the forecast, so that it can be stored, and go on from there.</summary>
    /// <remarks>
    /// What is set replaces what was known, up to the ceiling; idle times that have begun keep their plans. The shared
    /// <see cref="IdleTimeExperience"/> is stored on its own.
    /// </remarks>
    public IdleSlotsState State
    {
        get => new() { ForecastBalance = _forecast.Balance, Slots = [.. _slots.Take(MostStored).Select(slot => slot.State)] };
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _forecast.Balance = value.ForecastBalance;
            EnsureSlots(value.Slots.Length);
            foreach ((IdleSlot slot, IdleSlotState state) in _slots.Zip(value.Slots))
            {
                slot.State = state;
            }
        }
    }

    private int HeldByIdleTimes => Math.Max(InUse + Warm, Policy.Floor);

    /// <summary>Changes prices, limits and start-up time: for idle times that begin from now on.</summary>
    /// <param name="policy">Prices and limits.</param>
    /// <param name="startUp">How long a worker takes to start; not negative.</param>
    public void Set(PoolPolicy policy, TimeSpan startUp)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(startUp, TimeSpan.Zero);
        (Policy, StartUp) = (policy, startUp);
    }

    /// <summary>Learns how many workers the calls in hand need now.</summary>
    /// <param name="workers">The number; not negative. Calls that wait count, also while a worker starts for them.</param>
    /// <param name="now">The time; not before that of the call before.</param>
    public void Use(int workers, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        Advance(now);
        EnsureSlots(workers);
        for (; InUse < workers; InUse++)
        {
            Need(InUse, now);
        }

        for (; InUse > workers; InUse--)
        {
            Idle(InUse - 1, now);
        }
    }

    /// <summary>Learns how many workers a forecast asks for, busy ones among them: they are had while they pay.</summary>
    /// <remarks>
    /// What they cost beyond the workers that idle times keep is set against the cold starts that they save, whether they are
    /// had or not, of about the last six hours and with the price of six cold starts as credit.
    /// </remarks>
    /// <param name="workers">The number; not negative.</param>
    /// <param name="now">The time; not before that of the call before.</param>
    public void Forecast(int workers, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        Advance(now);
        _forecast.Target = workers;
    }

    /// <summary>Goes on to a moment, after which <see cref="Warm"/> holds for it.</summary>
    /// <param name="now">The time; not before that of the call before.</param>
    public void Advance(TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, _now);
        while (NextChange is { } next && next <= now)
        {
            Elapse(next);
            int slot = _changes.Dequeue().Slot;
            bool warm = _slots[slot].IsWarm;
            _slots[slot].Advance(next);
            Follow(slot, warm);
        }

        Elapse(now);
    }

    private void EnsureSlots(int workers)
    {
        while (_slots.Count < Math.Min(workers, Policy.Ceiling))
        {
            _slots.Add(new IdleSlot());
        }
    }

    private void Elapse(TimeSpan now)
    {
        _forecast.Elapse(now - _now, HeldByIdleTimes, Policy);
        _now = now;
    }

    private void Need(int slot, TimeSpan now)
    {
        bool warm = slot < _slots.Count && _slots[slot].IsWarm;
        if (!warm && slot >= Policy.Floor)
        {
            _forecast.Need(slot, Policy);
        }

        if (slot < _slots.Count)
        {
            Warm -= warm ? 1 : 0;
            _slots[slot].Need(now, _experience);
        }
    }

    private void Idle(int slot, TimeSpan now)
    {
        if (slot < _slots.Count)
        {
            _slots[slot].Idle(now, _experience, Policy, StartUp);
            Follow(slot, wasWarm: false);
        }
    }

    private void Follow(int slot, bool wasWarm)
    {
        IdleSlot idle = _slots[slot];
        Warm += (idle.IsWarm ? 1 : 0) - (wasWarm ? 1 : 0);
        if (idle.NextChange is { } next)
        {
            _changes.Enqueue((slot, idle.Version), (next, slot));
            ForgetVoid();
        }
    }

    // Plans that were overtaken lie in the queue until their time comes; a busy pool makes many.
    private void ForgetVoid()
    {
        if (_changes.Count <= 64 + (4 * _slots.Count))
        {
            return;
        }

        _changes.Clear();
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot].NextChange is { } next)
            {
                _changes.Enqueue((slot, _slots[slot].Version), (next, slot));
            }
        }
    }
}
