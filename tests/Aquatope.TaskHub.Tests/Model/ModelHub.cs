using Aquatope.DurableTask.Protocol;

namespace Aquatope.TaskHub.Tests.Model;

/// <summary>
/// What a hub with a prompt worker amounts to, said as simply as possible: instances step through their scripts.
/// It knows nothing of turns, histories, tokens, streams or storage.
/// </summary>
/// <remarks>
/// A script is a line of letters: <c>a</c> waits for an activity, <c>t</c> for a timer of a minute, <c>e</c> for an
/// event, <c>c</c> for a child that runs the rest of the parent's script without its first letter, <c>n</c> continues
/// as new with the rest of the script, <c>f</c> fails. A script that ends completes with the number of its steps.
/// </remarks>
internal sealed class ModelHub
{
    public const int TimerSeconds = 60;

    public SortedDictionary<string, ModelInstance> Instances { get; } = new(StringComparer.Ordinal);

    public long Seconds { get; private set; }

    /// <summary>Starts an instance; false when its id is in use.</summary>
    public bool Start(string id, string script)
    {
        if (Instances.TryGetValue(id, out ModelInstance? existing) && existing.IsOpen)
        {
            return false;
        }

        Instances[id] = new ModelInstance(script, parent: null);
        Step(id);
        return true;
    }

    public bool Raise(string id) => Change(id, instance => instance.Events++);

    public bool Suspend(string id) => Change(id, instance => instance.Suspended = true);

    public bool Resume(string id) => Change(id, instance => instance.Suspended = false);

    public bool Terminate(string id) => Change(id, instance => instance.Status = OrchestrationStatus.Terminated);

    public int Purge(string id) => Instances.TryGetValue(id, out ModelInstance? instance) && !instance.IsOpen && Instances.Remove(id) ? 1 : 0;

    public void Advance(long seconds)
    {
        Seconds += seconds;
        foreach (string id in Instances.Keys.ToArray())
        {
            Step(id);
        }
    }

    private bool Change(string id, Action<ModelInstance> change)
    {
        if (!Instances.TryGetValue(id, out ModelInstance? instance))
        {
            return false;
        }

        if (instance.IsOpen)
        {
            change(instance);
            Report(id, instance);
            Step(id);
        }

        return true;
    }

    private void Step(string id)
    {
        // A child may end and be replaced while its parent steps, so the instance is looked up each time.
        while (Instances.TryGetValue(id, out ModelInstance? instance) && instance.IsOpen && !instance.Suspended && Advance(id, instance))
        {
        }
    }

    private bool Advance(string id, ModelInstance instance)
    {
        if (instance.Position == instance.Script.Length)
        {
            instance.Status = OrchestrationStatus.Completed;
            instance.Output = instance.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Report(id, instance);
            return false;
        }

        switch (instance.Script[instance.Position])
        {
            case 't' when instance.Due is null:
                instance.Due = Seconds + TimerSeconds;
                return true;
            case 't' when instance.Due > Seconds:
            case 'e' when instance.Events == 0:
            case 'c' when instance.Child is not null && !instance.ChildDone:
                return false;
            case 'c' when instance.Child is null:
                instance.Child = $"{id}.{instance.Position}";
                return StartChild(id, instance);
            case 'f':
                instance.Status = OrchestrationStatus.Failed;
                Report(id, instance);
                return false;
            case 'n':
                instance.Renew();
                return true;
            case 'e':
                instance.Events--;
                break;
        }

        instance.Advance();
        return true;
    }

    private bool StartChild(string id, ModelInstance parent)
    {
        if (Instances.TryGetValue(parent.Child!, out ModelInstance? existing) && existing.IsOpen)
        {
            parent.ChildDone = true;
            return true;
        }

        Instances[parent.Child!] = new ModelInstance(parent.Script[(parent.Position + 1)..].Replace("n", string.Empty, StringComparison.Ordinal), (id, parent));
        Step(parent.Child!);
        return true;
    }

    private void Report(string id, ModelInstance instance)
    {
        if (!instance.IsOpen && instance.Parent is var (parentId, parent) && parent.Child == id)
        {
            parent.ChildDone = true;
            if (Instances.TryGetValue(parentId, out ModelInstance? now) && now == parent)
            {
                Step(parentId);
            }
        }
    }
}

/// <summary>One instance of the model.</summary>
internal sealed class ModelInstance(string script, (string Id, ModelInstance Instance)? parent)
{
    public string Script { get; private set; } = script;

    public (string Id, ModelInstance Instance)? Parent { get; } = parent;

    public int Position { get; private set; }

    public int Events { get; set; }

    public long? Due { get; set; }

    public string? Child { get; set; }

    public bool ChildDone { get; set; }

    public bool Suspended { get; set; }

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Running;

    public string? Output { get; set; }

    public bool IsOpen => Status == OrchestrationStatus.Running;

    public void Advance()
    {
        Position++;
        Due = null;
        Child = null;
        ChildDone = false;
    }

    public void Renew()
    {
        Script = Script[(Position + 1)..];
        Position = 0;
    }

    public override string ToString() =>
        $"{(IsOpen && Suspended ? OrchestrationStatus.Suspended : Status)} at {Position}, output {Output ?? "none"}";
}
