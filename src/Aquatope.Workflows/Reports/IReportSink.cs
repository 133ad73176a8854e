using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Where a platform that sees executions itself puts their reports. Reading them back is <see cref="IStageReportSource"/>'s.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IReportSink
{
    /// <summary>Keeps the report of a stage execution.</summary>
    /// <param name="report">The report.</param>
    void Write(StageReport report);

    /// <summary>Keeps the report of a workflow execution. A second report of the same execution is dropped.</summary>
    /// <param name="report">The report.</param>
    void Write(WorkflowReport report);
}
