using System.Globalization;

namespace Aquatope.Workflows;

/// <summary>The names of the lanes. A lane's task hub has the lane's name.</summary>
public static class Lane
{
    /// <summary>The lane that serves users.</summary>
    public const string Production = "production";

    /// <summary>The task hub of the optimizer. It has no worker pools, so that it is no lane of its own.</summary>
    public const string Control = "control";

    /// <summary>Returns the name of a trial lane.</summary>
    /// <param name="index">The lane's number, from zero.</param>
    /// <returns>The name, <c>trial-1</c> for the first.</returns>
    public static string Trial(int index) => string.Create(CultureInfo.InvariantCulture, $"trial-{index + 1}");
}
