// Follows one task hub, connects again when the connection breaks, and tells pages of each change.

import { stream } from './api.js';

const AGAIN_MS = 2000;
const listeners = new Set();
const stateListeners = new Set();
let current = null;
let sequence = 0;

/** The last update of the hub that is followed, or null. */
export let last = null;

/** Calls back with each update: `missed` tells that some were lost, so that a page looks anew. */
export function onUpdate(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back with `live`, `connecting` or `lost`. */
export function onState(listener) {
  stateListeners.add(listener);
}

const tell = state => { for (const listener of stateListeners) listener(state); };

/** Follows a task hub, instead of the one before. */
export function follow(hub) {
  if (current?.hub === hub) return;
  current?.abort.abort();
  current = { hub, abort: new AbortController() };
  last = null;
  run(current);
}

async function run(connection) {
  while (!connection.abort.signal.aborted) {
    tell('connecting');
    sequence = 0;
    try {
      await stream('live', { hub: connection.hub }, connection.abort.signal, update => {
        const missed = sequence !== 0 && update.sequence !== sequence + 1;
        const first = sequence === 0;
        sequence = update.sequence;
        last = update;
        tell('live');

        // What changed between the page's answers and the first update is told by none.
        for (const listener of listeners) listener(update, missed || first);
      });
    } catch (error) {
      if (connection.abort.signal.aborted) return;
    }
    tell('lost');
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
  }
}
