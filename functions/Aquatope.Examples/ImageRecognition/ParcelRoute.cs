namespace Aquatope.Examples.ImageRecognition;

/// <summary>Where a parcel goes after its label was read. The numbers travel in payloads.</summary>
public enum ParcelRoute
{
    /// <summary>A person must look: the check digit is wrong or a reading is uncertain.</summary>
    ManualInspection = 0,

    /// <summary>The ordinary belt.</summary>
    Standard = 1,

    /// <summary>The belt for parcels that go first.</summary>
    Express = 2,

    /// <summary>Carried by hand: fragile goods.</summary>
    Careful = 3,

    /// <summary>The store for dangerous, electrical or cooled goods.</summary>
    Restricted = 4,
}
