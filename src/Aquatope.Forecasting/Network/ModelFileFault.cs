namespace Aquatope.Forecasting;

/// <summary>What is wrong with a model file.</summary>
public enum ModelFileFault
{
    /// <summary>It is no model file.</summary>
    NotAModel,

    /// <summary>It was written by another version of the format.</summary>
    WrongVersion,

    /// <summary>It holds a model of another kind.</summary>
    WrongKind,

    /// <summary>It is truncated or altered: its checksum or its content does not fit.</summary>
    Corrupt,
}
