// Azurite's Blob service on a free port, for as long as standard input is open: it ends with the tests, however they end.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
process.argv.push("--blobPort", "0", "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry");
require("azurite/dist/src/blob/main.js");
