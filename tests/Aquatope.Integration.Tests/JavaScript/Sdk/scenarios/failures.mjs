import assert from "node:assert/strict";
import { RetryPolicy, TaskFailedError } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";

/** An activity that fails until its last attempt; it runs in this process alone. */
function failing(attempts) {
  let attempt = 0;
  return () => {
    if (++attempt < attempts) {
      throw new RangeError(`attempt ${attempt}`);
    }

    return attempt;
  };
}

scenario("an activity is retried by a policy", async (session) => {
  const retry = new RetryPolicy({ maxNumberOfAttempts: 3, firstRetryIntervalInMilliseconds: 10, backoffCoefficient: 2 });
  session.activity("flaky", failing(3));
  session.orchestrator("main", async function* (context) {
    return yield context.callActivity("flaky", null, { retry });
  });

  assert.equal(await session.run("main"), 3);
});

scenario("a policy gives up and the last failure is the orchestration's", async (session) => {
  const retry = new RetryPolicy({ maxNumberOfAttempts: 2, firstRetryIntervalInMilliseconds: 10 });
  session.activity("flaky", failing(9));
  session.orchestrator("main", async function* (context) {
    return yield context.callActivity("flaky", null, { retry });
  });

  assert.match((await session.runToFailure("main")).message, /attempt 2/);
});

scenario("a handler decides on a sub-orchestration's retry", async (session) => {
  const attempts = [];
  session.orchestrator("child", async () => {
    throw new Error("no");
  });
  session.orchestrator("main", async function* (context) {
    const retry = async ({ lastAttemptNumber, lastFailure }) => {
      attempts.push([lastAttemptNumber, lastFailure.message]);
      return lastAttemptNumber < 3 ? 5 : false;
    };
    return yield context.callSubOrchestrator("child", null, { retry });
  });

  await session.runToFailure("main");
  assert.deepEqual(attempts.at(-1), [3, "no"]);
});

scenario("an orchestrator catches what an activity threw", async (session) => {
  session.activity("fail", failing(2));
  session.orchestrator("main", async function* (context) {
    try {
      yield context.callActivity("fail");
    } catch (error) {
      return [error instanceof TaskFailedError, error.details.errorType, error.details.message];
    }
  });

  assert.deepEqual(await session.run("main"), [true, "RangeError", "attempt 1"]);
});

scenario("an uncaught failure ends the orchestration with type, message and stack", async (session) => {
  session.orchestrator("main", async () => {
    throw new RangeError("out of reach");
  });

  const failure = await session.runToFailure("main");
  assert.equal(failure.errorType, "RangeError");
  assert.equal(failure.message, "out of reach");
  assert.match(failure.stackTrace, /failures\.mjs/);
});
