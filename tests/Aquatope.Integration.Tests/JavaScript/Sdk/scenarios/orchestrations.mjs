import assert from "node:assert/strict";
import { whenAll, whenAny } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";

scenario("a chain of activities passes results on", async (session) => {
  session.activity("append", (_, text) => `${text}!`);
  session.orchestrator("main", async function* (context, text) {
    const once = yield context.callActivity("append", text);
    return yield context.callActivity("append", once);
  });

  assert.equal(await session.run("main", "hello"), "hello!!");
});

scenario("a fan-out gathers results in order", async (session) => {
  const numbers = [...Array(100).keys()];
  session.activity("square", (_, number) => number * number);
  session.orchestrator("main", async function* (context) {
    return yield whenAll(numbers.map((number) => context.callActivity("square", number)));
  });

  assert.deepEqual(await session.run("main"), numbers.map((number) => number * number));
});

scenario("a durable timer is over before what follows", async (session) => {
  session.orchestrator("main", async function* (context) {
    const before = context.currentUtcDateTime;
    yield context.createTimer(0.2);
    return context.currentUtcDateTime - before;
  });

  assert.ok((await session.run("main")) >= 200);
});

scenario("an event wins against a timer", async (session) => {
  session.orchestrator("main", async function* (context) {
    const approved = context.waitForExternalEvent("approved");
    const winner = yield whenAny([approved, context.createTimer(3600)]);
    return winner === approved ? yield approved : "late";
  });

  const id = await session.start("main");
  await session.client.raiseOrchestrationEvent(id, "approved", { by: "Ada" });
  assert.deepEqual(await session.output(id), { by: "Ada" });
});

scenario("events raised before they are awaited are kept in order", async (session) => {
  session.orchestrator("main", async function* (context) {
    yield context.waitForExternalEvent("go");
    const numbers = [];
    while (numbers.length < 3) {
      numbers.push(yield context.waitForExternalEvent("number"));
    }

    return numbers;
  });

  const id = await session.start("main");
  for (const number of [1, 2, 3]) {
    await session.client.raiseOrchestrationEvent(id, "number", number);
  }

  await session.client.raiseOrchestrationEvent(id, "go");
  assert.deepEqual(await session.output(id), [1, 2, 3]);
});

scenario("a sub-orchestration knows and answers its parent", async (session) => {
  session.orchestrator("child", async (context, input) => [input, context.parent.name, context.parent.instanceId]);
  session.orchestrator("main", async function* (context) {
    const fixed = yield context.callSubOrchestrator("child", 1, { instanceId: `${context.instanceId}-fixed` });
    const derived = yield context.callSubOrchestrator("child", 2);
    return [fixed, derived];
  });

  const id = await session.start("main");
  assert.deepEqual(await session.output(id), [[1, "main", id], [2, "main", id]]);
  assert.equal((await session.client.getOrchestrationState(`${id}-fixed`)).name, "child");
});

scenario("one orchestration sends an event to another", async (session) => {
  session.orchestrator("sender", async (context, receiver) => context.sendEvent(receiver, "greeting", "hello"));
  session.orchestrator("receiver", async function* (context) {
    return yield context.waitForExternalEvent("greeting");
  });

  const receiver = await session.start("receiver");
  await session.run("sender", receiver);
  assert.equal(await session.output(receiver), "hello");
});

scenario("continue-as-new starts over with new input and keeps events", async (session) => {
  session.orchestrator("main", async function* (context, round) {
    if (round < 5) {
      yield context.createTimer(0.01);
      context.continueAsNew(round + 1, true);
      return;
    }

    return [round, yield context.waitForExternalEvent("kept")];
  });

  const id = await session.start("main", 1);
  await session.client.raiseOrchestrationEvent(id, "kept", "still here");
  assert.deepEqual(await session.output(id), [5, "still here"]);
});

scenario("custom status is seen while an orchestration runs", async (session) => {
  session.orchestrator("main", async function* (context) {
    context.setCustomStatus({ step: 1 });
    yield context.waitForExternalEvent("go");
    context.setCustomStatus({ step: 2 });
  });

  const id = await session.start("main");
  assert.deepEqual(JSON.parse((await session.started(id)).serializedCustomStatus), { step: 1 });
  await session.client.raiseOrchestrationEvent(id, "go");
  assert.deepEqual(JSON.parse((await session.ended(id)).serializedCustomStatus), { step: 2 });
});

scenario("values that count as false arrive as they are", async (session) => {
  const values = [0, "", false, null, [], {}];
  session.activity("echo", (_, value) => value);
  session.orchestrator("main", async function* (context) {
    return yield whenAll(values.map((value) => context.callActivity("echo", value)));
  });

  assert.deepEqual(await session.run("main"), values);
});

scenario("a payload of a million characters and all alphabets arrives", async (session) => {
  const text = "aß水🐟".repeat(200_000);
  session.activity("echo", (_, value) => value);
  session.orchestrator("main", async function* (context, value) {
    return yield context.callActivity("echo", value);
  });

  assert.equal(await session.run("main", text), text);
});

scenario("identifiers are the same in every replay", async (session) => {
  session.activity("echo", (_, value) => value);
  session.orchestrator("main", async function* (context) {
    const first = context.newGuid();
    const echoed = yield context.callActivity("echo", first);
    return [first === echoed, first !== context.newGuid()];
  });

  assert.deepEqual(await session.run("main"), [true, true]);
});
