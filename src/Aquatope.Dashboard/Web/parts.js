// Pieces that several pages are made of.

import { h } from './dom.js';
import { askForToken } from './dialog.js';
import { words } from './format.js';

/** A heading with a line below and things beside it. */
export const heading = (title, note, ...tools) => h('div', { class: 'heading' },
  h('div', null, h('h1', null, title), note && h('p', { class: 'quiet' }, note)), h('div', { class: 'tools' }, tools));

/** A panel with a title, and things beside the title. */
export const panel = (title, tools, ...content) => h('section', { class: 'panel', 'aria-label': title },
  h('div', { class: 'panel-head' }, h('h2', null, title), h('div', { class: 'tools' }, tools)), content);

/** One figure with its name and what it is compared to. */
export const tile = (name, value, note, kind = '') => h('div', { class: `tile ${kind}` },
  h('dt', null, name), h('dd', null, h('strong', null, value), note && h('span', { class: 'note' }, note)));

/** A row of figures. */
export const tiles = (...items) => h('dl', { class: 'tiles' }, items);

const KINDS = {
  completed: 'good', applied: 'good', adopted: 'good', recovered: 'good', failed: 'bad', rolledBack: 'warn', outOfReach: 'bad', terminated: 'warn', canceled: 'warn',
  running: 'busy', pending: 'idle', suspended: 'warn', recommended: 'busy', fellBack: 'warn', replaced: 'good',
};

/** A status as a word with a colour; the word says it all. */
export const badge = status => h('span', { class: `badge ${KINDS[status] ?? 'idle'}` }, words(status));

/** A table in a region that scrolls sideways, which the keyboard can reach. */
export function table(label, columns, rows, options = {}) {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': `${label}, table`, tabindex: '0', 'data-scroll': label },
    h('table', { class: options.class ?? null },
      h('thead', null, h('tr', null, columns.map(column => h('th', { scope: 'col', class: column.number ? 'number' : null }, column.title)))),
      h('tbody', null, rows.length ? rows.map(row => h('tr', row.attributes ?? null,
        (row.cells ?? row).map((cell, n) => h('td', { class: columns[n].number ? 'number' : null }, cell))))
        : h('tr', null, h('td', { colspan: columns.length, class: 'quiet' }, options.empty ?? 'Nothing yet.')))));
}

/** Buttons of which one is pressed. */
export const choice = (label, options, current, choose) => h('div', { class: 'choice', role: 'group', 'aria-label': label },
  options.map(([value, title]) => h('button', {
    type: 'button', 'aria-pressed': String(value === current), 'data-key': `choice-${label}-${value}`, onclick: () => choose(value),
  }, title)));

/** What went wrong, and what to do. */
export function failure(error, again) {
  return h('section', { class: 'pad', role: 'alert' }, h('h1', null, error.status === 401 ? 'Token needed' : 'This cannot be shown'),
    h('p', null, error.message),
    h('p', { class: 'buttons left' },
      error.status === 401 && h('button', { type: 'button', class: 'primary', onclick: () => askForToken(again) }, 'Give the token'),
      h('button', { type: 'button', onclick: again }, 'Try again')));
}

/** Says that there is nothing yet, and what has to happen. */
export const empty = text => h('p', { class: 'empty' }, text);

/** What a configuration changes, stage by stage. */
export function changes(before, after, format) {
  const stages = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return h('ul', { class: 'changes' }, stages.map(stage => {
    const [from, to] = [format(before?.[stage]), format(after?.[stage])];
    return h('li', null, h('b', null, stage), ' ', from === to ? h('span', { class: 'quiet' }, from) : [h('s', null, from), ' → ', h('span', null, to)]);
  }));
}

/** Calls `look` now and again when the revision of what is stored changes, at most once in `everyMs`; after one that failed, with the next update. */
export function whileShown(signal, onUpdate, look, everyMs = 1500) {
  let revision = null;
  let last = 0;
  let due = null;
  const run = async () => {
    due = null;
    last = Date.now();
    if (signal.aborted || document.hidden) return;
    try {
      await look();
    } catch (error) {
      revision = null;
      throw error;
    }
  };
  const schedule = () => { due ??= setTimeout(run, Math.max(0, last + everyMs - Date.now())); };
  const stop = onUpdate(update => {
    if (update.revision !== revision || update.changed.length) { revision = update.revision; schedule(); }
  });
  const shown = () => { if (!document.hidden) schedule(); };
  document.addEventListener('visibilitychange', shown);
  signal.addEventListener('abort', () => { stop(); clearTimeout(due); document.removeEventListener('visibilitychange', shown); });
  last = Date.now();
}
