using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace Microsoft.DurableTask.Tests.PublicApi;

public sealed class FailureTests
{
    [Fact]
    public void TaskFailureDetails_OfAnException_HasItsInnerExceptions()
    {
        var details = TaskFailureDetails.FromException(new InvalidOperationException("no", new TimeoutException("late")));

        Assert.Equal(("System.InvalidOperationException", "no"), (details.ErrorType, details.ErrorMessage));
        Assert.Equal(("System.TimeoutException", "late"), (details.InnerFailure!.ErrorType, details.InnerFailure.ErrorMessage));
        Assert.Null(details.InnerFailure.InnerFailure);
        Assert.Equal("System.InvalidOperationException: no", details.ToString());
    }

    [Theory]
    [InlineData("System.TimeoutException", true)]
    [InlineData("System.Exception", false)]
    [InlineData("System.InvalidOperationException", false)]
    [InlineData("Nowhere.UnknownException", false)]
    [InlineData("", false)]
    public void IsCausedBy_ErrorType_ComparesTypes(string errorType, bool expected) =>
        Assert.Equal(expected, new TaskFailureDetails(errorType, "late", null, null, null).IsCausedBy<TimeoutException>());

    [Theory]
    [InlineData(typeof(OrderException), true)]
    [InlineData(typeof(InvalidOperationException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(ArgumentException), false)]
    public void IsCausedBy_OwnTypeOrABaseOfIt_IsTrue(Type type, bool expected) =>
        Assert.Equal(expected, TaskFailureDetails.FromException(new OrderException()).IsCausedBy(type));

    [Theory]
    [InlineData(typeof(string))]
    public void IsCausedBy_NotAnException_IsRefused(Type type) =>
        Assert.Throws<ArgumentException>(() => TaskFailureDetails.FromException(new OrderException()).IsCausedBy(type));

    [Fact]
    public void TaskFailedException_OfDetails_NamesTheTask()
    {
        TaskFailureDetails details = new("Bad", "broken", null, null, null);

        TaskFailedException failure = new("Pay", 3, details);

        Assert.Equal(("Pay", 3), (failure.TaskName, failure.TaskId));
        Assert.Same(details, failure.FailureDetails);
        Assert.Contains("'Pay' (#3)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OrchestrationAlreadyExistsException_Caught_IsAnInvalidOperation() =>
        Assert.IsAssignableFrom<InvalidOperationException>(new OrchestrationAlreadyExistsException("exists"));

    [Fact]
    public void NonDeterministicOrchestrationException_Caught_IsAnOrchestrationException() =>
        Assert.True(typeof(OrchestrationException).IsAssignableFrom(typeof(NonDeterministicOrchestrationException)));

    [Fact]
    public void HistoryEvents_OfAFailure_CarryItsDetails()
    {
        FailureDetails details = new("System.TimeoutException", "late", "at", new FailureDetails("Bad", "cause", null, null, false), isNonRetriable: true);
        TaskFailedEvent failed = new(5, 2, null, null, details);

        Assert.Equal((5, 2, EventType.TaskFailed), (failed.EventId, failed.TaskScheduledId, failed.EventType));
        Assert.True(failed.FailureDetails!.IsCausedBy<TimeoutException>());
        Assert.True(failed.FailureDetails.IsNonRetriable);
        Assert.Equal("Bad: cause", failed.FailureDetails.InnerFailure!.ToString());
    }

    [Fact]
    public void ContinueAsNewEvent_IsACompletionWithTheNextInput()
    {
        ExecutionCompletedEvent completed = new ContinueAsNewEvent(7, "\"next\"");

        Assert.Equal((EventType.ContinueAsNew, "\"next\""), (completed.EventType, completed.Result));
        Assert.Equal(OrchestrationStatus.ContinuedAsNew, completed.OrchestrationStatus);
    }

    private sealed class OrderException : InvalidOperationException;
}
