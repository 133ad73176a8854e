namespace Aquatope.Forecasting;

/// <summary>The scale on which a network sees counts.</summary>
public enum CountTransform
{
    /// <summary>Counts as they are.</summary>
    None,

    /// <summary>log(1 + count): bursts weigh less, and a level twice as high is the same distance away at any level.</summary>
    Logarithm,
}
