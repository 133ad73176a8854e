namespace Aquatope.Integration.Tests;

/// <summary>Tests that fill the machine with worker processes run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeMachine
{
    public const string Name = "whole machine";
}
