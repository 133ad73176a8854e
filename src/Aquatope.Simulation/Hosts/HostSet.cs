namespace Aquatope.Simulation;

/// <summary>The machines of a platform: where workers are, and how busy each machine is.</summary>
internal sealed class HostSet
{
    private readonly HostOptions? _options;
    private readonly double[] _given;
    private readonly double[] _busy;

    public HostSet(HostOptions? options)
    {
        if (options is not null && (options.Count < 1 || !(options.Vcpu > 0) || !(options.Interference >= 0) || !double.IsFinite(options.Vcpu + options.Interference)))
        {
            throw new ArgumentException($"There must be a machine at least, with processors, and interference that is not negative: {options}.", nameof(options));
        }

        _options = options;
        _given = new double[options?.Count ?? 0];
        _busy = new double[_given.Length];
    }

    /// <summary>Returns the machine for a new worker: of equals the first.</summary>
    public int Place(double vcpu)
    {
        if (_options is null)
        {
            return -1;
        }

        int least = 0;
        for (int host = 1; host < _given.Length; host++)
        {
            least = _given[host] < _given[least] ? host : least;
        }

        _given[least] += vcpu;
        return least;
    }

    /// <summary>A worker has gone.</summary>
    public void Release(int host, double vcpu)
    {
        if (host >= 0)
        {
            _given[host] -= vcpu;
        }
    }

    /// <summary>A worker has become busy, or idle where the share is negative.</summary>
    public void Busy(int host, double vcpu)
    {
        if (host >= 0)
        {
            _busy[host] += vcpu;
        }
    }

    /// <summary>Returns by what the time of a call is multiplied that begins now, on a worker that already counts as busy.</summary>
    public double Slowdown(int host)
    {
        if (host < 0)
        {
            return 1;
        }

        double load = _busy[host] / _options!.Vcpu;
        return Math.Max(1, load) * (1 + (_options.Interference * Math.Min(1, load)));
    }
}
