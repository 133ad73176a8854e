import assert from "node:assert/strict";
import { OrchestrationStatus, PurgeInstanceCriteria, terminateOptions } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";
import { all, eventually } from "../session.mjs";

async function* awaitEvent(context) {
  return yield context.waitForExternalEvent("go");
}

const empty = async (_, input) => input;

scenario("a suspended orchestration keeps its events until it is resumed", async (session) => {
  session.orchestrator("main", awaitEvent);
  const id = await session.start("main");
  await session.started(id);

  await session.client.suspendOrchestration(id);
  await eventually(async () => (await session.client.getOrchestrationState(id)).runtimeStatus === OrchestrationStatus.SUSPENDED);
  await session.client.raiseOrchestrationEvent(id, "go", "held");
  await session.client.resumeOrchestration(id);

  assert.equal(await session.output(id), "held");
});

scenario("a termination ends an orchestration and its children", async (session) => {
  session.orchestrator("child", awaitEvent);
  session.orchestrator("main", async function* (context) {
    yield context.callSubOrchestrator("child", null, { instanceId: `${context.instanceId}-child` });
  });
  const id = await session.start("main");
  await eventually(() => session.client.getOrchestrationState(`${id}-child`));

  await session.client.terminateOrchestration(id, terminateOptions({ recursive: true, output: "enough" }));

  const ended = await session.ended(id);
  assert.equal(ended.runtimeStatus, OrchestrationStatus.TERMINATED);
  assert.equal(JSON.parse(ended.serializedOutput), "enough");
  assert.equal((await session.ended(`${id}-child`)).runtimeStatus, OrchestrationStatus.TERMINATED);
});

scenario("a purge forgets one instance, and by status all that ended so", async (session) => {
  session.orchestrator("empty", empty);
  session.orchestrator("waiting", awaitEvent);
  const ids = ["a", "b", "c"];
  for (const instanceId of ids) {
    await session.run("empty", null, { instanceId });
  }

  const waiting = await session.start("waiting");
  assert.equal((await session.client.purgeOrchestration("a")).deletedInstanceCount, 1);
  assert.equal(await session.client.getOrchestrationState("a"), undefined);

  const criteria = new PurgeInstanceCriteria();
  criteria.setRuntimeStatusList([OrchestrationStatus.COMPLETED]);
  assert.equal((await session.client.purgeOrchestration(criteria)).deletedInstanceCount, 2);
  assert.deepEqual((await all(session.client.getAllInstances())).map((state) => state.instanceId), [waiting]);
});

scenario("a query finds by prefix and status, page by page, with inputs", async (session) => {
  session.orchestrator("empty", empty);
  for (const number of [1, 2, 3, 4, 5]) {
    await session.run("empty", number, { instanceId: `order-${number}` });
  }

  await session.run("empty", 6, { instanceId: "other" });
  const query = { instanceIdPrefix: "order-", statuses: [OrchestrationStatus.COMPLETED], fetchInputsAndOutputs: true, pageSize: 2 };
  const pages = await all(session.client.getAllInstances(query).asPages(undefined, 2));

  assert.deepEqual(pages.map((page) => page.values.length), [2, 2, 1]);
  assert.deepEqual(pages.flatMap((page) => page.values).map((state) => Number(state.serializedInput)).sort(), [1, 2, 3, 4, 5]);
  assert.deepEqual(await all(session.client.getAllInstances({ ...query, statuses: [OrchestrationStatus.FAILED] })), []);
});

scenario("identifiers are listed page by page", async (session) => {
  session.orchestrator("empty", empty);
  const ids = new Set();
  while (ids.size < 5) {
    const id = await session.start("empty");
    await session.ended(id);
    ids.add(id);
  }

  const listed = [];
  let lastInstanceKey;
  do {
    const page = await session.client.listInstanceIds({ runtimeStatus: [OrchestrationStatus.COMPLETED], pageSize: 2, lastInstanceKey });
    listed.push(...page.values);
    lastInstanceKey = page.continuationToken;
  } while (lastInstanceKey);

  assert.deepEqual(listed.sort(), [...ids].sort());
});

scenario("a restart runs the same input again, here or as a new instance", async (session) => {
  let runs = 0;
  session.orchestrator("main", async (_, input) => `${input} ${++runs}`);
  const id = await session.start("main", "run");
  assert.equal(await session.output(id), "run 1");

  assert.equal(await session.client.restartOrchestration(id, false), id);
  assert.equal(await session.output(id), "run 2");
  const other = await session.client.restartOrchestration(id, true);
  assert.notEqual(other, id);
  assert.equal(await session.output(other), "run 3");
});

scenario("a rewind repeats what failed, also below, and nothing else", async (session) => {
  const calls = { good: 0, bad: 0 };
  session.activity("good", () => ++calls.good);
  session.activity("bad", () => {
    if (++calls.bad === 1) {
      throw new Error("not yet");
    }

    return calls.bad;
  });
  session.orchestrator("child", async function* (context) {
    return [yield context.callActivity("good"), yield context.callActivity("bad")];
  });
  session.orchestrator("main", async function* (context) {
    return yield context.callSubOrchestrator("child");
  });
  const id = await session.start("main");
  assert.equal((await session.ended(id)).runtimeStatus, OrchestrationStatus.FAILED);

  await session.client.rewindInstance(id, "mended");

  assert.deepEqual(await session.output(id), [1, 2]);
  assert.deepEqual(calls, { good: 1, bad: 2 });
});

scenario("a history tells every step", async (session) => {
  session.activity("echo", (_, value) => value);
  session.orchestrator("main", async function* (context) {
    yield context.callActivity("echo", 1);
    yield context.createTimer(0.01);
  });
  const id = await session.start("main");
  await session.ended(id);

  const steps = (await session.client.getOrchestrationHistory(id)).map((event) => event.type).filter((type) => !type.startsWith("Orchestrator"));
  assert.deepEqual(steps, ["ExecutionStarted", "TaskScheduled", "TaskCompleted", "TimerCreated", "TimerFired", "ExecutionCompleted"]);
});

scenario("an id that runs is refused, one that ended is taken again", async (session) => {
  const options = { instanceId: "same" };
  session.orchestrator("waiting", awaitEvent);
  session.orchestrator("empty", empty);
  await session.start("waiting", null, options);
  await session.started("same");
  await assert.rejects(session.start("empty", null, options), /ALREADY_EXISTS/);

  await session.client.raiseOrchestrationEvent("same", "go");
  await session.ended("same");
  assert.equal(await session.run("empty", "again", options), "again");
});

scenario("an instance that was never started is not there", async (session) => {
  assert.equal(await session.client.getOrchestrationState("nobody"), undefined);
  await assert.rejects(session.client.restartOrchestration("nobody"), /not found/i);
  await assert.rejects(session.client.rewindInstance("nobody", "why not"), /not found/i);
});

scenario("tags, version and start time are kept", async (session) => {
  session.orchestrator("main", async (context) => [context.version, context.currentUtcDateTime]);
  const startAt = new Date(Date.now() + 300);
  const id = await session.start("main", null, { tags: { customer: "7" }, version: "2.1", startAt });

  const [version, began] = await session.output(id);
  assert.equal(version, "2.1");
  assert.ok(new Date(began) >= startAt);
  assert.deepEqual((await session.client.getOrchestrationState(id)).tags, { customer: "7" });
});
