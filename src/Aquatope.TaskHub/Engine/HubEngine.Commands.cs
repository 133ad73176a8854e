using Aquatope.TaskHub.Storage;
using Grpc.Core;

namespace Aquatope.TaskHub.Engine;

/// <content>What the engine's thread is given to do.</content>
internal sealed partial class HubEngine
{
    private abstract class Command
    {
        public abstract void Execute();

        public abstract void Finish();

        public abstract void Fail(Exception exception);
    }

    private sealed class Question<T>(Func<T> question) : Command<T>(question)
    {
        public override void Execute()
        {
        }

        public override void Finish()
        {
            base.Execute();
            base.Finish();
        }
    }

    private class Command<T>(Func<T> command) : Command
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private RpcException? _refusal;

        public Task<T> Answer => _answer.Task;

        public override void Execute()
        {
            try
            {
                _result = command();
            }
            catch (RpcException refusal)
            {
                // Refusals come before the first write of a command.
                _refusal = refusal;
            }
            catch (Exception fault) when (fault is not IOException && !HubDatabase.IsFault(fault))
            {
                // Whoever else is in the group may try again; this command would only fail again.
                _refusal = HubError.Fault(fault);
                throw;
            }
        }

        public override void Finish()
        {
            if (_refusal is null)
            {
                _answer.TrySetResult(_result!);
            }
            else
            {
                _answer.TrySetException(_refusal);
            }
        }

        public override void Fail(Exception exception) => _answer.TrySetException(_refusal ?? exception);
    }
}
