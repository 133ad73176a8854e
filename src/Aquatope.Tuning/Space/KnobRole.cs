namespace Aquatope.Tuning;

/// <summary>What a knob does, as far as it is known: a model may expect more of a processor than of a number.</summary>
public enum KnobRole
{
    /// <summary>Unknown: anything may happen.</summary>
    Other,

    /// <summary>Processor share: more of it never makes a stage slower, in all probability.</summary>
    Processor,

    /// <summary>Memory limit: below a stage's need the stage fails.</summary>
    Memory,

    /// <summary>Executions that one worker serves at the same time: they share its price and its resources.</summary>
    Concurrency,
}
