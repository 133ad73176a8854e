namespace Aquatope.Tuning;

/// <summary>Which way execution times changed.</summary>
public enum ChangeDirection
{
    /// <summary>Executions take longer than they did.</summary>
    Slower,

    /// <summary>Executions take less time than they did.</summary>
    Faster,
}
