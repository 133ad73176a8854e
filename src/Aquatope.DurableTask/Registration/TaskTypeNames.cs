using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Reads the name and the version that a class has as a task.</summary>
internal static class TaskTypeNames
{
    public static TaskName GetTaskName(this Type type) =>
        Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)) is DurableTaskAttribute { Name.Name.Length: > 0 } attribute
            ? attribute.Name
            : new TaskName(type.Name);

    public static TaskVersion GetTaskVersion(this Type type) =>
        new((Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)) as DurableTaskAttribute)?.Version);

    public static void ThrowIfNotConcrete<T>([NotNull] Type? type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(T).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new ArgumentException($"Type '{type}' must be a concrete class that is a {typeof(T).Name}.", nameof(type));
        }
    }
}
