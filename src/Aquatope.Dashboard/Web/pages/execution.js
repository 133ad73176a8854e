// One execution: what went in and came out, what it did when, and what can be done about it.

import { act, read, readBlob } from '../api.js';
import { h, renew, show } from '../dom.js';
import { askToAct, jsonOf, toast } from '../dialog.js';
import { downloads, save } from '../download.js';
import { count, duration, moment, number, size, words } from '../format.js';
import { onUpdate } from '../live.js';
import { badge, heading, panel, table } from '../parts.js';
import { timeline } from '../timeline.js';
import { hashOf } from '../app.js';

const REFRESH_MS = 500;

export async function render(main, it) {
  const where = { hub: it.hub, id: it.query.get('id') };
  let data = await read('execution', where, it.signal);
  const [head, facts, bars, payloads, events] = [h('div'), h('div'), h('div'), h('div'), h('div')];
  const history = historyPanel(where, it, () => data);
  const draw = () => {
    renew(head, headOf(data, where, it, look));
    renew(facts, factsOf(data, where), data.failure && failurePanel(data.failure));
    renew(bars, panel('Timeline', downloads('Timeline', () => data.timeline), timeline(data, where.hub)));
    renew(payloads, payloadsOf(data, where));
  };
  const look = async () => {
    data = await read('execution', where, it.signal);
    draw();
    history.refresh();
  };
  show(events, history);
  show(main, head, facts, bars, payloads, events);
  draw();

  let due = null;
  const schedule = () => { due ??= setTimeout(() => { due = null; look(); }, REFRESH_MS); };
  const stop = onUpdate((update, missed) => { if (missed || update.changed.some(row => row.id === where.id)) schedule(); });
  const clock = setInterval(() => { if (!data.isEnded && !document.hidden) draw(); }, 1000);
  it.signal.addEventListener('abort', () => { stop(); clearTimeout(due); clearInterval(clock); });
}

function headOf(data, where, it, look) {
  return [
    h('p', { class: 'crumbs' }, h('a', { href: hashOf('executions', { hub: where.hub }), 'data-key': 'crumb' }, `Executions in ${where.hub}`)),
    heading(h('span', { class: 'mono' }, data.id), [badge(words(data.status) === 'continued as new' ? 'running' : data.status), ' ', data.name], actions(data, where, it, look)),
  ];
}

function factsOf(data, where) {
  const took = new Date(data.isEnded ? data.updatedAt : Date.now()) - new Date(data.createdAt);
  const late = data.boundMs !== null && data.boundMs !== undefined && took > data.boundMs;
  const fact = (name, ...value) => h('div', null, h('dt', null, name), h('dd', null, value));
  return h('dl', { class: 'facts' },
    fact('Started', h('time', { datetime: data.createdAt, title: data.createdAt }, moment(data.createdAt))),
    fact(data.isEnded ? 'Took' : 'Running for', h('b', { class: late ? 'worse' : null }, duration(took)), data.boundMs ? ` of ${duration(data.boundMs)} allowed` : ''),
    data.cost !== null && data.cost !== undefined && fact('Cost', number(data.cost * 1000), ' per 1,000 like it'),
    fact('Cold starts', count(data.coldStarts)),
    fact('Events', count(data.events)),
    data.parentId && fact('Called by', h('a', { class: 'mono', href: hashOf('execution', { hub: where.hub, id: data.parentId }) }, data.parentId)),
    Object.keys(data.tags).length > 0 && fact('Tags', Object.entries(data.tags).map(([name, value]) => `${name}=${value}`).join(', ')));
}

function failurePanel(failure) {
  const one = (item, depth) => item && h('div', { class: depth ? 'cause' : null },
    h('p', null, depth > 0 && 'Caused by ', h('b', { class: 'mono' }, item.type)),
    h('pre', { tabindex: '0' }, item.message.text),
    item.stackTrace && h('details', { 'data-key': `stack-${depth}` }, h('summary', null, 'Stack trace'), h('pre', { tabindex: '0' }, item.stackTrace.text)),
    one(item.cause, depth + 1));
  return h('section', { class: 'panel failed', 'aria-label': 'Failure' }, h('div', { class: 'panel-head' }, h('h2', null, 'Failure')), one(failure, 0));
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

function payloadsOf(data, where) {
  const one = (title, which, payload) => payload && panel(title,
    h('button', {
      type: 'button', class: 'link', 'data-key': `save-${which}`, 'aria-label': `Save ${title.toLowerCase()}`,
      onclick: async () => save(await readBlob('execution/payload', { ...where, which }), `${which}.json`),
    }, 'Save'),
    h('pre', { class: 'payload', tabindex: '0', 'aria-label': title }, payload.text.length === payload.length ? pretty(payload.text) : payload.text),
    h('p', { class: 'quiet' }, payload.text.length === payload.length ? size(payload.length) : `The first ${size(payload.text.length)} of ${size(payload.length)}; save it to see all.`));
  return h('div', { class: 'columns' }, one('Input', 'input', data.input), one('Output', 'output', data.output), one('Custom status', 'customStatus', data.customStatus));
}

function historyPanel(where, it, data) {
  const body = h('div');
  let rows = null;
  const load = async () => {
    const page = await read('execution/history', where, it.signal);
    rows = page.events;
    renew(body, table('History', [{ title: '#', number: true }, { title: 'At' }, { title: 'After start', number: true }, { title: 'Event' }, { title: 'Action', number: true }, { title: 'Name' }, { title: 'Detail' }],
      rows.map(row => [count(row.number), moment(row.at), duration(new Date(row.at) - new Date(data().createdAt)), row.kind, row.eventId ?? '', row.name ?? '',
        row.detail ? h('code', { class: 'detail' }, row.detail.text, row.detail.text.length < row.detail.length && ` … (${size(row.detail.length)})`) : ''])),
      page.total > rows.length && h('p', { class: 'quiet' }, `The first ${count(rows.length)} of ${count(page.total)} events.`));
  };
  const box = h('details', { class: 'panel', 'data-key': 'history', ontoggle: () => { if (box.open && !rows) load().catch(error => toast(error.message, 'bad')); } },
    h('summary', null, h('h2', null, 'History')), downloads('History', () => rows ?? []), body);
  box.refresh = () => { if (box.open && rows) load().catch(() => {}); };
  return box;
}

function actions(data, where, it, look) {
  const button = (title, options, danger) => h('button', { type: 'button', class: danger ? 'danger quiet-danger' : null, 'data-key': `act-${title}`, onclick: () => askToAct({ confirm: title.replace('…', ''), ...options }) }, title);
  const reason = [{ name: 'reason', label: 'Reason', hint: 'It is kept in the history.' }];
  const simple = (path, done) => async values => {
    await act(`execution/${path}`, { ...where, ...values });
    toast(done);
    await look();
  };
  const suspended = data.status === 'suspended';
  return data.isEnded ? [
    data.status === 'failed' && button('Rewind…', { title: 'Rewind', text: 'Runs the failed parts again; what has completed stays.', fields: reason, submit: simple('rewind', 'Rewound.') }),
    button('Restart…', {
      title: 'Restart', text: 'Starts it anew with its first input.', fields: [{ name: 'newId', label: 'as another execution, with a new ID', kind: 'check', value: true }],
      submit: async values => { const { id } = await act('execution/restart', { ...where, ...values }); toast(`Started ${id}.`); it.go('execution', { hub: where.hub, id }); if (id === where.id) await look(); },
    }),
    button('Purge…', {
      title: 'Purge', danger: true, text: 'Deletes the execution with its history, for good.', fields: [{ name: 'recursive', label: 'and those it called', kind: 'check', value: true }],
      submit: async values => { await act('execution/purge', { ...where, ...values }); toast(`Purged ${where.id}.`); it.go('executions', { hub: where.hub }); },
    }, true),
  ] : [
    button('Raise event…', {
      title: 'Raise an event', fields: [{ name: 'name', label: 'Event', required: true }, { name: 'payload', label: 'Payload, as JSON', kind: 'area', hint: 'Empty: none.' }],
      submit: async ({ name, payload }) => { await act('execution/event', { ...where, name, payload: jsonOf(payload) }); toast(`Raised “${name}”.`); await look(); },
    }),
    suspended
      ? button('Resume…', { title: 'Resume', text: 'Lets it go on.', fields: reason, submit: simple('resume', 'Resumed.') })
      : button('Suspend…', { title: 'Suspend', text: 'It begins nothing new until it is resumed.', fields: reason, submit: simple('suspend', 'Suspended.') }),
    button('Terminate…', {
      title: 'Terminate', danger: true, text: 'Ends it where it is. What activities have begun, they finish.', fields: [...reason, { name: 'recursive', label: 'and those it called', kind: 'check', value: true }],
      submit: simple('terminate', 'Terminated.'),
    }, true),
  ];
}
