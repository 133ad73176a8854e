namespace Aquatope.Simulation;

/// <summary>What one policy with one setting came to, over all functions.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Setting">What was varied: minutes of keep-alive; the share of idle times that the histogram's keep-alive reaches; the price of a cold start, in GiB seconds of idle memory.</param>
/// <param name="ColdStartShare">Cold starts over executions, in [0, 1].</param>
/// <param name="GiBHours">Memory time provisioned, in GiB hours.</param>
/// <param name="BusyGiBHours">The part of it in which workers had calls.</param>
public sealed record ColdStartPoint(string Policy, double Setting, double ColdStartShare, double GiBHours, double BusyGiBHours);
