// node across/worker.mjs ADDRESS TASKHUB: does what is registered here, and nothing else, until standard input ends.
import { EntityInstanceId, TaskEntity, whenAll } from "@microsoft/durabletask-js";
import { Session } from "../session.mjs";

class Counter extends TaskEntity {
  initializeState() {
    return { count: 0 };
  }

  add(amount) {
    this.state.count += amount;
    return this.state.count;
  }
}

const worker = new Session(...process.argv.slice(2)).newWorker({ workItemFilters: "auto" });

// The .NET SDK passes the arguments of an activity as an array, other SDKs the one input as it is.
worker.addNamedActivity("shout", (_, input) => `${[input].flat()[0].toUpperCase()}!`);
worker.addNamedActivity("refuse", () => {
  throw new RangeError("out of reach");
});
worker.addNamedEntity("counter", () => new Counter());

worker.addNamedOrchestrator("greet", async function* (context, { Name }) {
  context.setCustomStatus("greeting");
  return yield context.callActivity("shout", `hello ${Name}, ${yield context.waitForExternalEvent("time")}`);
});
worker.addNamedOrchestrator("abroad", async function* (context, words) {
  const lengths = yield whenAll(words.map((word) => context.callActivity("measure", word)));
  const longest = yield context.callSubOrchestrator("largest", lengths);
  const tally = new EntityInstanceId("tally", context.instanceId);
  const lock = yield context.entities.lockEntities(tally);
  const before = yield context.entities.callEntity(tally, "add", longest);
  const after = yield context.entities.callEntity(tally, "add", 1);
  lock.release();
  return { lengths, before, after };
});

await worker.start();
process.stdin.resume().on("end", async () => {
  await worker.stop();
  process.exit(0);
});
