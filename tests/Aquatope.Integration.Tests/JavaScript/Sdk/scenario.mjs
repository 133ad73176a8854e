const scenarios = new Map();

/** Declares a scenario: what it is called, and what it does with a session. */
export function scenario(name, run) {
  if (scenarios.has(name)) {
    throw new Error(`Two scenarios are called '${name}'.`);
  }

  scenarios.set(name, run);
}

export function find(name) {
  const run = scenarios.get(name);
  if (run === undefined) {
    throw new Error(`There is no scenario '${name}', but: ${[...scenarios.keys()].join(", ")}.`);
  }

  return run;
}
