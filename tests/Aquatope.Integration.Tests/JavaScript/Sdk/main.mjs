// node main.mjs ADDRESS TASKHUB FILE SCENARIO
import { find } from "./scenario.mjs";
import { Session } from "./session.mjs";

const [address, taskHub, file, name] = process.argv.slice(2);
await import(`./${file}`);
await find(name)(new Session(address, taskHub));

// The SDK's own stop waits a second for each worker; the hub sees the end of the process at once.
process.exit(0);
