import assert from "node:assert/strict";
import { EntityInstanceId, TaskEntity, whenAll } from "@microsoft/durabletask-js";
import { scenario } from "../scenario.mjs";
import { all, eventually } from "../session.mjs";

class Counter extends TaskEntity {
  initializeState() {
    return { count: 0 };
  }

  add(amount) {
    this.state.count += amount;
    return this.state.count;
  }

  get() {
    return this.state.count;
  }

  set(count) {
    this.state.count = count;
  }

  spoil() {
    this.state.count = -1;
    throw new RangeError("spoilt");
  }

  tell({ key, amount }) {
    this.context.signalEntity(new EntityInstanceId("counter", key), "add", amount);
  }

  begin(name) {
    return this.context.scheduleNewOrchestration(name, this.state.count);
  }
}

const a = new EntityInstanceId("counter", "a");
const b = new EntityInstanceId("counter", "b");

const counted = (session, id, count) => eventually(async () => {
  const entity = await session.client.getEntity(id);
  return entity?.state.count === count && entity;
});

scenario("signals of a client arrive in order", async (session) => {
  session.entity("counter", Counter);
  await session.work();
  await session.client.signalEntity(a, "set", 10);
  await session.client.signalEntity(a, "add", 5);
  await session.client.signalEntity(a, "set", 2);
  await session.client.signalEntity(a, "add", 40);

  const entity = await counted(session, a, 42);
  assert.equal(entity.id.toString(), "@counter@a");
  assert.equal(await session.client.getEntity(b), undefined);
});

scenario("an entity answers the orchestration that calls it", async (session) => {
  session.entity("counter", Counter);
  session.orchestrator("main", async function* (context) {
    context.entities.signalEntity(a, "set", 1);
    const sums = [yield context.entities.callEntity(a, "add", 2), yield context.entities.callEntity(a, "add", 3)];
    return [...sums, yield context.entities.callEntity(b, "get")];
  });

  assert.deepEqual(await session.run("main"), [3, 6, 0]);
});

scenario("a failing operation tells its caller and changes nothing", async (session) => {
  session.entity("counter", Counter);
  session.orchestrator("main", async function* (context) {
    yield context.entities.callEntity(a, "set", 7);
    try {
      yield context.entities.callEntity(a, "spoil");
    } catch (error) {
      return [error.failureDetails.errorType, yield context.entities.callEntity(a, "get")];
    }
  });

  assert.deepEqual(await session.run("main"), ["RangeError", 7]);
});

scenario("a lock keeps other orchestrations out", async (session) => {
  session.entity("counter", Counter);
  session.orchestrator("main", async function* (context) {
    const lock = yield context.entities.lockEntities(a, b);
    const before = yield context.entities.callEntity(a, "get");
    yield context.createTimer(0.005);
    yield context.entities.callEntity(a, "set", before + 1);
    yield context.entities.callEntity(b, "add", 1);
    lock.release();
  });
  session.orchestrator("crowd", async function* (context) {
    yield whenAll([...Array(8).keys()].map(() => context.callSubOrchestrator("main")));
  });

  await session.run("crowd");
  await counted(session, b, 8);
  const { state, lockedBy } = await counted(session, a, 8);
  assert.equal(state.count, 8);
  assert.equal(lockedBy, undefined);
});

scenario("a query finds entities by name, page by page, with their state", async (session) => {
  session.entity("counter", Counter);
  session.entity("other", Counter);
  await session.work();
  const keys = ["1", "2", "3", "4", "5"];
  for (const key of keys) {
    await session.client.signalEntity(new EntityInstanceId("counter", key), "set", Number(key));
  }

  await session.client.signalEntity(new EntityInstanceId("other", "6"), "set", 6);
  const query = { instanceIdStartsWith: "@counter@", includeState: true, pageSize: 2 };
  await eventually(async () => (await all(session.client.getEntities(query))).length === 5);

  const pages = await all(session.client.getEntities(query).asPages());
  assert.deepEqual(pages.map((page) => page.values.length), [2, 2, 1]);
  assert.deepEqual(pages.flatMap((page) => page.values).map((entity) => [entity.id.key, entity.state.count]).sort(), keys.map((key) => [key, Number(key)]));
});

scenario("an entity signals another and starts an orchestration", async (session) => {
  session.entity("counter", Counter);
  session.orchestrator("begun", async (_, count) => count);
  session.orchestrator("main", async function* (context) {
    context.entities.signalEntity(a, "tell", { key: "b", amount: 9 });
    yield context.entities.callEntity(a, "set", 4);
    return yield context.entities.callEntity(a, "begin", "begun");
  });

  const begun = await session.run("main");
  await counted(session, b, 9);
  assert.equal(await session.output(begun), 4);
});

scenario("a deleted entity is cleaned away", async (session) => {
  session.entity("counter", Counter);
  await session.work();
  await session.client.signalEntity(a, "set", 1);
  await counted(session, a, 1);
  await session.client.signalEntity(a, "delete");
  await eventually(async () => (await session.client.getEntity(a))?.state === undefined);

  await session.client.cleanEntityStorage({ removeEmptyEntities: true, releaseOrphanedLocks: true });
  assert.equal(await session.client.getEntity(a), undefined);
});

scenario("a signal with a time waits for it", async (session) => {
  session.entity("counter", Counter);
  await session.work();
  const due = new Date(Date.now() + 300);
  await session.client.signalEntity(a, "add", 1, { signalTime: due });
  await session.client.signalEntity(b, "add", 1);
  await counted(session, b, 1);

  const { lastModifiedTime } = await counted(session, a, 1);
  assert.ok(lastModifiedTime >= due);
});
