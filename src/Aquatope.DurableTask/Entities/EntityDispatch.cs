using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>Calls the method that an entity operation names.</summary>
internal static class EntityDispatch
{
    private const BindingFlags Operations = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification =
        "With IgnoreCase the analysis assumes every method; the flags look at public ones only, which are kept.")]
    public static bool TryInvoke(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type,
        object target,
        TaskEntityOperation operation,
        out EntityInvocation invocation)
    {
        if (type.GetMethod(operation.Name, Operations) is not { } method)
        {
            invocation = default;
            return false;
        }

        object?[] arguments = Bind(method, operation);
        object? result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        invocation = new EntityInvocation(result, method.ReturnType);
        return true;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A value type needs no constructor to be zero.")]
    public static object ZeroOf(Type valueType) => RuntimeHelpers.GetUninitializedObject(valueType);

    private static object?[] Bind(MethodInfo method, TaskEntityOperation operation)
    {
        ParameterInfo[] parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? context = null;
        ParameterInfo? input = null;
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            if (parameter.ParameterType == typeof(TaskEntityContext))
            {
                ThrowIfBound(context, parameter, operation);
                context = parameter;
                arguments[i] = operation.Context;
            }
            else
            {
                ThrowIfBound(input, parameter, operation);
                input = parameter;
                arguments[i] = Input(parameter, operation);
            }
        }

        return arguments;
    }

    private static object? Input(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Entity operation '{operation}' expects an input for parameter '{parameter.Name}' of " +
                $"'{parameter.Member}', but the caller gave none. Pass an input, or give the parameter a default value.");
    }

    private static void ThrowIfBound(ParameterInfo? bound, ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (bound is not null)
        {
            throw new InvalidOperationException(
                $"Entity operation '{operation}' cannot bind parameter '{parameter.Name}' of '{parameter.Member}': " +
                $"parameter '{bound.Name}' already takes it. Remove one of the two.");
        }
    }
}
