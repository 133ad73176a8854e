// The list of executions, newest first, kept up to date.

import { read } from '../api.js';
import { h, renew, show } from '../dom.js';
import { askToAct, jsonOf, toast } from '../dialog.js';
import { act } from '../api.js';
import { count, duration, moment } from '../format.js';
import { last, onUpdate } from '../live.js';
import { badge, choice, heading, table } from '../parts.js';
import { hashOf } from '../app.js';
import { downloads } from '../download.js';

const STATUSES = ['running', 'pending', 'suspended', 'completed', 'failed', 'terminated'];
const PAGE = 50;
const OPEN = new Set(['running', 'pending', 'suspended']);

export async function render(main, it) {
  const filter = { hub: it.hub, text: it.query.get('text') ?? '', status: it.query.getAll('status'), roots: it.query.get('roots') === 'true' };
  const state = { rows: [], next: null, more: [], waiting: 0 };
  const counts = h('p', { class: 'quiet', role: 'status' });
  const list = h('div');

  const query = after => ({ hub: filter.hub, text: filter.text, status: filter.status, roots: filter.roots || null, limit: PAGE, after });
  const load = async () => {
    const page = await read('executions', query(), it.signal);
    Object.assign(state, { rows: page.instances, next: page.next, waiting: 0 });
    draw();
  };
  const loadMore = async () => {
    const page = await read('executions', query(state.next), it.signal);
    state.rows = [...state.rows, ...page.instances];
    state.next = page.next;
    draw();
  };
  const changed = () => {
    history.replaceState(null, '', addressOf(filter));
    return load();
  };
  const draw = () => {
    showCounts(counts, last);
    renew(list, listOf(state, filter, loadMore));
  };

  show(main, heading('Executions', null, h('button', { type: 'button', class: 'primary', onclick: () => start(filter.hub, it) }, 'Start…'), downloads('Executions', () => state.rows)),
    counts, filters(it, filter, changed), list);
  await load();

  const stop = onUpdate((update, missed) => {
    if (it.signal.aborted) return;
    showCounts(counts, update);
    if (missed) { load(); return; }
    if (merge(state, update.changed, filter)) draw();
  });
  const clock = setInterval(() => { if (!document.hidden && state.rows.some(row => OPEN.has(row.status))) tick(list); }, 1000);
  it.signal.addEventListener('abort', () => { stop(); clearInterval(clock); });
}

const addressOf = filter => {
  const parameters = new URLSearchParams({ hub: filter.hub });
  if (filter.text) parameters.set('text', filter.text);
  if (filter.roots) parameters.set('roots', 'true');
  for (const status of filter.status) parameters.append('status', status);
  return `#/executions?${parameters}`;
};

function showCounts(element, update) {
  element.textContent = update
    ? `${count(update.counts.total)} stored, ${count(update.counts.open)} open; ${count(update.counts.createdLately)} started and ${count(update.counts.endedLately)} ended in the last minute`
    : ' ';
}

function filters(it, filter, changed) {
  let due = null;
  const chips = h('div');
  const drawChips = () => renew(chips, h('div', { class: 'choice', role: 'group', 'aria-label': 'Status' }, STATUSES.map(status => h('button', {
    type: 'button', 'aria-pressed': String(filter.status.includes(status)), 'data-key': `status-${status}`,
    onclick: () => {
      filter.status = filter.status.includes(status) ? filter.status.filter(other => other !== status) : [...filter.status, status];
      drawChips();
      changed();
    },
  }, status))));
  drawChips();
  return h('form', { class: 'filters', role: 'search', onsubmit: event => { event.preventDefault(); changed(); } },
    h('input', {
      type: 'search', 'aria-label': 'Search in IDs and names', placeholder: 'Search in IDs and names', value: filter.text, spellcheck: 'false',
      oninput: event => { filter.text = event.target.value; clearTimeout(due); due = setTimeout(changed, 200); },
    }),
    h('select', { 'aria-label': 'Task hub', onchange: event => it.go('executions', { hub: event.target.value }) },
      [...new Set([...it.about.taskHubs, filter.hub])].map(hub => h('option', { value: hub, selected: hub === filter.hub }, hub))),
    chips,
    h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: filter.roots, onchange: event => { filter.roots = event.target.checked; changed(); } }), 'without sub-orchestrations'));
}

/** Takes changes over; returns whether something that is shown has changed. */
function merge(state, changed, filter) {
  let any = false;
  const places = new Map(state.rows.map((row, n) => [row.id, n]));
  const fresh = [];
  for (const row of changed) {
    const fits = matches(row, filter);
    if (places.has(row.id)) {
      state.rows[places.get(row.id)] = fits ? row : null;
      any = true;
    } else if (fits && (state.rows.length === 0 || row.createdAt > state.rows[0].createdAt)) {
      fresh.push(row);
    }
  }
  if (fresh.length) {
    fresh.sort((a, b) => a.createdAt < b.createdAt ? 1 : -1);
    const kept = state.rows.filter(Boolean);
    state.rows = [...fresh, ...kept].slice(0, Math.max(PAGE, kept.length));
    state.next ??= null;
    return true;
  }
  state.rows = state.rows.filter(Boolean);
  return any;
}

function matches(row, filter) {
  const text = filter.text.toLowerCase();
  return (filter.status.length === 0 || filter.status.includes(row.status)) && (!filter.roots || !row.parentId)
    && (!text || row.id.toLowerCase().includes(text) || row.name.toLowerCase().includes(text));
}

const lasted = row => duration((row.endedAt ? new Date(row.endedAt) : Date.now()) - new Date(row.createdAt));

function tick(list) {
  for (const cell of list.querySelectorAll('[data-since]')) cell.textContent = duration(Date.now() - Number(cell.dataset.since));
}

function listOf(state, filter, loadMore) {
  return [
    table('Executions', [{ title: 'Status' }, { title: 'ID' }, { title: 'Name' }, { title: 'Started' }, { title: 'Took', number: true }, { title: 'Called by' }],
      state.rows.map(row => [
        badge(row.status),
        h('a', { class: 'mono', href: hashOf('execution', { hub: filter.hub, id: row.id }), 'data-key': `row-${row.id}` }, row.id),
        row.name,
        h('time', { datetime: row.createdAt, title: row.createdAt }, moment(row.createdAt)),
        h('span', OPEN.has(row.status) ? { 'data-since': new Date(row.createdAt).getTime() } : null, lasted(row)),
        row.parentId ? h('a', { class: 'mono', href: hashOf('execution', { hub: filter.hub, id: row.parentId }), 'data-key': `parent-${row.id}` }, row.parentId) : '',
      ]), { class: 'rows', empty: 'No execution matches.' }),
    state.next && h('p', { class: 'buttons left' }, h('button', { type: 'button', 'data-key': 'more', onclick: loadMore }, `Show ${PAGE} more`)),
  ];
}

function start(hub, it) {
  askToAct({
    title: 'Start an execution', confirm: 'Start',
    text: `It runs in task hub “${hub}”.`,
    fields: [
      { name: 'name', label: 'Orchestrator', value: it.about.workflows[0] ?? '', required: true },
      { name: 'input', label: 'Input, as JSON', kind: 'area', hint: 'Empty: no input.' },
      { name: 'id', label: 'Instance ID', hint: 'Empty: a new one is made.' },
    ],
    submit: async ({ name, input, id }) => {
      const started = await act('executions/start', { hub, name, id: id || null, input: jsonOf(input) });
      toast(`Started ${started.id}.`);
      it.go('execution', { hub, id: started.id });
    },
  });
}
