namespace Aquatope.Examples.ImageRecognition;

/// <summary>The handling symbols that a label can bear. The numbers are the classes of the committed samples.</summary>
public enum HandlingSymbol
{
    /// <summary>An arrow: keep this side up.</summary>
    ThisWayUp = 0,

    /// <summary>A glass: breaks easily.</summary>
    Fragile = 1,

    /// <summary>A drop: keep dry.</summary>
    KeepDry = 2,

    /// <summary>A star: deliver first.</summary>
    Priority = 3,

    /// <summary>A cross: medical goods.</summary>
    Medical = 4,

    /// <summary>A triangle: dangerous goods.</summary>
    Hazard = 5,

    /// <summary>A bolt: batteries inside.</summary>
    Electrical = 6,

    /// <summary>A snowflake: keep cold.</summary>
    KeepCold = 7,
}
