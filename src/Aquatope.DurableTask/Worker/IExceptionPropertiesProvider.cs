namespace Microsoft.DurableTask.Worker;

/// <summary>Adds data to the failure details that are made of exceptions; register one as a service.</summary>
public interface IExceptionPropertiesProvider
{
    /// <summary>Returns the properties of an exception that travel with its failure details.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The properties; null for none.</returns>
    IDictionary<string, object?>? GetExceptionProperties(Exception exception);
}
