using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>What the method of an entity operation returned: a value, or a task that yields one.</summary>
internal readonly record struct EntityInvocation(object? Result, Type ReturnType)
{
    public async ValueTask<object?> UnwrapAsync()
    {
        if (Result is ValueTask valueTask)
        {
            await valueTask;
            return null;
        }

        if (AsTask() is not { } task)
        {
            return Result;
        }

        await task;
        return ResultOf(task, ReturnType);
    }

    [DynamicDependency(nameof(ValueTask<object>.AsTask), typeof(ValueTask<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The dynamic dependency keeps AsTask.")]
    private Task? AsTask() => Result switch
    {
        Task task => task,
        not null when IsConstructed(ReturnType, typeof(ValueTask<>)) =>
            (Task?)Result.GetType().GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(Result, null),
        _ => null,
    };

    // The declared type decides: a method declared to return Task may return a Task of some internal type at run time.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(Task<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The dynamic dependency keeps Result.")]
    private static object? ResultOf(Task task, Type declared) =>
        IsConstructed(declared, typeof(Task<>)) || IsConstructed(declared, typeof(ValueTask<>))
            ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task)
            : null;

    private static bool IsConstructed(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
