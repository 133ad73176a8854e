namespace Aquatope.Workflows;

/// <summary>What was asked for cannot be done.</summary>
public sealed class ControlException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="ControlException"/> class.</summary>
    /// <param name="problem">What kind of problem it is.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public ControlException(ControlProblem problem, string message)
        : base(message) => Problem = problem;

    /// <summary>Gets what kind of problem it is.</summary>
    public ControlProblem Problem { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Problem == ControlProblem.Conflict;
}

/// <summary>Why something that was asked for cannot be done.</summary>
public enum ControlProblem
{
    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It makes no sense.</summary>
    Invalid,

    /// <summary>Not now: something else is going on.</summary>
    Conflict,
}
