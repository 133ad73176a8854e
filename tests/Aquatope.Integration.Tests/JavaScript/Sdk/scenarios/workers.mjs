import assert from "node:assert/strict";
import { VersionFailureStrategy, VersionMatchStrategy } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";

scenario("workers take only the work that they have registered", async (session) => {
  const orchestrators = session.newWorker({ workItemFilters: "auto" });
  const decoders = session.newWorker({ workItemFilters: "auto" });
  const encoders = session.newWorker({ workItemFilters: "auto" });
  decoders.addNamedActivity("decode", (_, text) => `decoded ${text}`);
  encoders.addNamedActivity("encode", (_, text) => `encoded ${text}`);
  orchestrators.addNamedOrchestrator("main", async function* (context, text) {
    return yield context.callActivity("encode", yield context.callActivity("decode", text));
  });
  await Promise.all([orchestrators, decoders, encoders].map((worker) => worker.start()));

  for (const number of [1, 2, 3]) {
    const id = await session.client.scheduleNewOrchestration("main", number);
    assert.equal(await session.output(id), `encoded decoded ${number}`);
  }
});

scenario("another worker goes on where one has stopped", async (session) => {
  async function* main(context) {
    const first = yield context.waitForExternalEvent("number");
    return first + (yield context.waitForExternalEvent("number"));
  }

  session.orchestrator("main", main);
  const id = await session.start("main");
  await session.started(id);
  await session.client.raiseOrchestrationEvent(id, "number", 1);
  await session.worker.stop();

  const successor = session.newWorker();
  successor.addNamedOrchestrator("main", main);
  await successor.start();
  await session.client.raiseOrchestrationEvent(id, "number", 2);
  assert.equal(await session.output(id), 3);
});

scenario("a strict worker fails another version", async (session) => {
  const worker = session.newWorker({
    versioning: { version: "2.0", matchStrategy: VersionMatchStrategy.Strict, failureStrategy: VersionFailureStrategy.Fail },
  });
  worker.addNamedOrchestrator("main", async (context) => context.version);
  await worker.start();

  const same = await session.client.scheduleNewOrchestration("main", null, { version: "2.0" });
  const other = await session.client.scheduleNewOrchestration("main", null, { version: "1.0" });
  assert.equal(await session.output(same), "2.0");
  assert.equal((await session.ended(other)).failureDetails.errorType, "VersionMismatch");
});

scenario("a rejecting worker leaves another version to a worker that takes it", async (session) => {
  const rejecting = session.newWorker({
    versioning: { version: "2.0", matchStrategy: VersionMatchStrategy.Strict, failureStrategy: VersionFailureStrategy.Reject },
  });
  rejecting.addNamedOrchestrator("main", async () => "taken by the wrong one");
  await rejecting.start();
  session.orchestrator("main", async (context) => context.version);

  assert.equal(await session.run("main", null, { version: "1.0" }), "1.0");
});
