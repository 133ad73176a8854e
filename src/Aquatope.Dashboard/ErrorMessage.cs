namespace Aquatope.Dashboard;

/// <summary>Why a request was not served.</summary>
/// <param name="Error">A sentence for the user.</param>
internal sealed record ErrorMessage(string Error);
