namespace Aquatope.Cli;

/// <summary>How a file of counts is laid out.</summary>
internal enum CountsFormat
{
    /// <summary>Rows <c>HashFunction,Day,1..1440</c>: a function's invocations in each minute of a day, as in the Azure Functions trace of 2019.</summary>
    Azure2019,

    /// <summary>Rows <c>series,timestamp,value</c>.</summary>
    Long,
}
