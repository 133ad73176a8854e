using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>Finds the types of exceptions by the names that travel in failure details.</summary>
internal static class ExceptionTypes
{
    private const string Justification =
        "A type that trimming removed cannot be thrown or caught in this process: not finding it is the right answer.";

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Justification)]
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = Justification)]
    public static Type? Find(string name, Assembly first)
    {
        Type? found = Type.GetType(name, throwOnError: false) ?? first.GetType(name, throwOnError: false);
        if (found is not null)
        {
            return found;
        }

        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(name, throwOnError: false) is not { } candidate)
            {
                continue;
            }

            if (found is not null && found != candidate)
            {
                throw new AmbiguousMatchException($"Multiple exception types with the name '{name}' were found.");
            }

            found = candidate;
        }

        return found;
    }
}
