using Aquatope.TaskHub;

namespace Aquatope.Dashboard;

/// <summary>What has changed since the update before. However much happens, there is one in a quarter of a second at most.</summary>
/// <param name="Sequence">Its number: where one is missing, a reader was too slow, and asks for what it shows anew.</param>
/// <param name="Counts">How many executions there are, and how many began and ended in the latest minute.</param>
/// <param name="Changed">The executions that have changed, the latest first.</param>
/// <param name="More">Whether more have changed than <paramref name="Changed"/> has.</param>
/// <param name="Revision">Changes whenever a report, trial or decision was stored.</param>
internal sealed record LiveUpdate(long Sequence, InstanceCounts Counts, IReadOnlyList<InstanceSummary> Changed, bool More, long Revision);
