import assert from "node:assert/strict";
import { EntityInstanceId, OrchestrationStatus } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";
import { eventually } from "../session.mjs";

scenario("a client starts, feeds and reads an orchestration", async (session) => {
  const id = await session.client.scheduleNewOrchestration("weigh", { Parcel: "vase" }, { tags: { by: "Node" } });
  await session.started(id);
  await session.client.raiseOrchestrationEvent(id, "weight", 12.5);

  assert.equal(await session.output(id), "vase weighs 12.5");
  const state = await session.client.getOrchestrationState(id);
  assert.deepEqual(state.tags, { by: "Node" });
  assert.equal(JSON.parse(state.serializedCustomStatus), "weighed");
});

scenario("a client reads why an orchestration failed", async (session) => {
  const { runtimeStatus, failureDetails } = await session.ended(await session.client.scheduleNewOrchestration("fail", null));

  assert.equal(runtimeStatus, OrchestrationStatus.FAILED);
  assert.equal(failureDetails.errorType, "System.InvalidOperationException");
  assert.equal(failureDetails.message, "no scales");
});

scenario("a client signals and reads an entity", async (session) => {
  const tally = new EntityInstanceId("tally", "Node");
  await session.client.signalEntity(tally, "add", 5);
  await session.client.signalEntity(tally, "add", 7);

  await eventually(async () => (await session.client.getEntity(tally))?.state === 12);
});
