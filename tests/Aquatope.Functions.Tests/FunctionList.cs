using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions.Tests;

/// <summary>A function of the app, as its attributes say.</summary>
internal sealed record FunctionEntry(string Name, Attribute Trigger);

/// <summary>The functions of the app.</summary>
internal static class FunctionList
{
    public static IReadOnlyList<FunctionEntry> All { get; } =
    [
        .. from type in typeof(WorkflowFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           orderby function.Name
           select new FunctionEntry(function.Name, TriggerOf(method)),
    ];

    public static IEnumerable<string> Of<TTrigger>()
        where TTrigger : Attribute => All.Where(function => function.Trigger is TTrigger).Select(function => function.Name);

    // A method with no trigger, or with two, is no function.
    private static Attribute TriggerOf(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes())
        .Single(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
