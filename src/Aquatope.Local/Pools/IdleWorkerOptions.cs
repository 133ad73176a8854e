using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>How a pool weighs its idle workers.</summary>
/// <param name="Experience">What pools know of idle times together.</param>
/// <param name="PolicyOf">Prices and limits of workers with some resources.</param>
/// <param name="AssumedStartUp">How long a worker takes to start until one has been seen to.</param>
internal sealed record IdleWorkerOptions(IdleTimeExperience Experience, Func<ResourceConfiguration, PoolPolicy> PolicyOf, TimeSpan AssumedStartUp);
