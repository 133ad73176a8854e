namespace Aquatope.Workflows;

/// <summary>A workflow cannot be tried, because nothing is known about its inputs.</summary>
public sealed class NoTrialInputException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="NoTrialInputException"/> class.</summary>
    /// <param name="workflow">The workflow's name.</param>
    public NoTrialInputException(string workflow)
        : base($"The workflow '{workflow}' has completed no production execution within a day whose input a trial could use. "
            + "Let it run first, or give it inputs with TryWith.") => Workflow = workflow;

    /// <summary>Gets the workflow's name.</summary>
    public string Workflow { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
