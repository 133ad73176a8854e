namespace Aquatope.Cli;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Found">What was found, in a few words.</param>
/// <param name="Advice">What to do about it; empty where nothing has to be done.</param>
internal sealed record DoctorCheck(string Name, DoctorState State, string Found, string Advice = "");
