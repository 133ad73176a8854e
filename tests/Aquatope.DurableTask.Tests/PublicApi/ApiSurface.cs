using System.Globalization;
using System.Reflection;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;

namespace Microsoft.DurableTask.Tests.PublicApi;

/// <summary>
/// The public API of the build under test as lines of text, one for each type and member. Fields count as properties:
/// source code cannot tell them apart.
/// </summary>
internal static class ApiSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // One assembly in our own build, several in the official one.
    private static readonly Assembly[] Assemblies =
    [
        .. new[]
        {
            typeof(TaskName), typeof(DurableTaskClient), typeof(GrpcDurableTaskClientOptions), typeof(DurableTaskSchedulerClientOptions),
            typeof(DurableTaskWorkerOptions), typeof(GrpcDurableTaskWorkerOptions), typeof(DurableTaskSchedulerWorkerOptions), typeof(HistoryEvent),
        }.Select(type => type.Assembly).Distinct(),
    ];

    /// <summary>Returns the API, sorted.</summary>
    public static SortedSet<string> Lines() =>
        new(Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(Describe), StringComparer.Ordinal);

    private static IEnumerable<string> Describe(Type type)
    {
        yield return Name(type);
        foreach (string member in Members(type))
        {
            yield return $"{Name(type)} :: {member}";
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        IEnumerable<string> constructors = type.IsAbstract && type.IsSealed
            ? []
            : type.GetConstructors(Declared).Where(IsVisible).Select(c => $"{Modifiers(c)}ctor({Parameters(c)})");
        return constructors
            .Concat(type.GetMethods(Declared).Where(IsWritten).Select(Method))
            .Concat(type.GetProperties(Declared).Where(p => p.Name != "EqualityContract").Select(Property).OfType<string>())
            .Concat(type.GetFields(Declared).Where(f => f.IsPublic && !f.IsSpecialName).Select(Field));
    }

    // Accessors show as properties; the rest is what the compiler adds to records.
    private static bool IsWritten(MethodInfo method) =>
        IsVisible(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.Name is not ("PrintMembers" or "<Clone>$");

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Method(MethodInfo method) =>
        $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{TypeParameters(method)}({Parameters(method)})";

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } g && IsVisible(g) ? g : null;
        MethodInfo? set = property.SetMethod is { } s && IsVisible(s) ? s : null;
        if ((get ?? set) is not { } accessor)
        {
            return null;
        }

        bool init = set?.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ?? false;
        string setter = set is null ? string.Empty : init ? " init;" : " set;";
        return $"{Modifiers(accessor)}{Name(property.PropertyType)} {property.Name} {{{(get is null ? string.Empty : " get;")}{setter} }}";
    }

    private static string Field(FieldInfo field) => field.IsLiteral && field.DeclaringType!.IsEnum
        ? string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {Convert.ToInt32(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}")
        : $"{(field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name} {{ get;{(field.IsInitOnly || field.IsLiteral ? string.Empty : " set;")} }}";

    private static string Modifiers(MethodBase method) => string.Concat(
        method.IsPublic ? string.Empty : "protected ",
        method.IsStatic ? "static " : string.Empty,
        method.DeclaringType!.IsInterface || IsHistory(method.DeclaringType) ? string.Empty
        : method.IsAbstract ? "abstract "
        : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType.IsSealed ? "virtual " : string.Empty);

    // Events of a history are read, not derived from: ours are sealed.
    private static bool IsHistory(Type type) => type.Namespace!.StartsWith("DurableTask.Core", StringComparison.Ordinal);

    private static string TypeParameters(MethodInfo method) => !method.IsGenericMethodDefinition
        ? string.Empty
        : $"<{string.Join(", ", method.GetGenericArguments().Select(p => string.Join(" & ", p.GetGenericParameterConstraints().Select(Name).Prepend(p.Name))))}>";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : string.Empty)}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : string.Empty)}"));

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : string.Empty);
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string scope = type.DeclaringType is { } outer
            ? Name(outer) + "."
            : type.Namespace!.Contains("DurableTask", StringComparison.Ordinal) ? type.Namespace + "." : string.Empty;
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : string.Empty;
        return scope + type.Name.Split('`')[0] + arguments;
    }
}
