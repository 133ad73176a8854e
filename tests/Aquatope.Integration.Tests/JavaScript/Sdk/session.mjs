import { Metadata } from "@grpc/grpc-js";
import { ConsoleLogger, TaskHubGrpcClient, TaskHubGrpcWorker } from "@microsoft/durabletask-js";

const patienceSeconds = 60;

/** A client and a worker of the official SDK, on one task hub. */
export class Session {
  #connection;
  #working = false;

  constructor(address, taskHub) {
    const metadataGenerator = async () => {
      const metadata = new Metadata();
      metadata.set("taskhub", taskHub);
      return metadata;
    };
    this.#connection = { hostAddress: address, metadataGenerator, logger: new ConsoleLogger() };
    this.client = new TaskHubGrpcClient(this.#connection);
    this.worker = this.newWorker();
  }

  newWorker(options = {}) {
    return new TaskHubGrpcWorker({ ...this.#connection, ...options });
  }

  /** Registers an orchestrator on this session's worker; a generator of tasks, or an async function. */
  orchestrator(name, run) {
    this.worker.addNamedOrchestrator(name, run);
  }

  activity(name, run) {
    this.worker.addNamedActivity(name, run);
  }

  entity(name, type) {
    this.worker.addNamedEntity(name, () => new type());
  }

  async work() {
    if (!this.#working) {
      this.#working = true;
      await this.worker.start();
    }
  }

  /** Starts this session's worker, if it does not run yet, and an orchestration; returns the instance's id. */
  async start(name, input, options) {
    await this.work();
    return this.client.scheduleNewOrchestration(name, input, options);
  }

  started(id) {
    return this.client.waitForOrchestrationStart(id, true, patienceSeconds);
  }

  ended(id) {
    return this.client.waitForOrchestrationCompletion(id, true, patienceSeconds);
  }

  async output(id) {
    const state = await this.ended(id);
    state.raiseIfFailed();
    return state.serializedOutput === undefined ? undefined : JSON.parse(state.serializedOutput);
  }

  async run(name, input, options) {
    return this.output(await this.start(name, input, options));
  }

  async runToFailure(name, input) {
    const { failureDetails } = await this.ended(await this.start(name, input));
    return failureDetails;
  }
}

/** Asks until the answer is one; the test that runs the scenario bounds how long. */
export async function eventually(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }

    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Gathers what an asynchronous sequence yields. */
export async function all(sequence) {
  const found = [];
  for await (const item of sequence) {
    found.push(item);
  }

  return found;
}
