// Starts the page: what there is to show, which page the address names, and the tools in the bar.

import { forgetFirstAnswers, read, onToken, setToken, takeTokenFromAddress, token } from './api.js';
import { h, show } from './dom.js';
import { follow, onState } from './live.js';
import { currentTheme, nextTheme } from './theme.js';
import { askForToken, toast } from './dialog.js';
import { failure } from './parts.js';
import * as overview from './pages/overview.js';
import * as workflow from './pages/workflow.js';
import * as executions from './pages/executions.js';
import * as execution from './pages/execution.js';
import * as tuning from './pages/tuning.js';
import * as pools from './pages/pools.js';

const PAGES = [
  { path: '', title: 'Overview', render: overview.render, needsProgram: true },
  { path: 'workflow', title: 'Workflow', render: workflow.render, needsProgram: true },
  { path: 'executions', title: 'Executions', render: executions.render },
  { path: 'execution', parent: 'executions', title: 'Execution', render: execution.render },
  { path: 'tuning', title: 'Tuning', render: tuning.render, needsProgram: true },
  { path: 'pools', title: 'Pools', render: pools.render, needsProgram: true },
];

const main = document.getElementById('main');
let about = null;
let leave = null;
let shown = 0;

/** The address of a page: `#/path?query`. */
export function hashOf(path, query = {}) {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined));
  const text = parameters.toString();
  return `#/${path}${text ? '?' + text : ''}`;
}

function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { page: PAGES.find(page => page.path === path) ?? PAGES[0], query: new URLSearchParams(query ?? '') };
}

function context(query, abort) {
  const hubs = about.taskHubs;
  return {
    about,
    query,
    signal: abort.signal,
    workflow: query.get('workflow') ?? sessionStorage.getItem('aquatope-workflow') ?? about.workflows[0],
    hub: query.get('hub') ?? (about.workflows.length ? 'production' : hubs.find(hub => hub.toLowerCase() === 'default') ?? hubs[0] ?? 'default'),
    go: (path, more) => { location.hash = hashOf(path, more); },
    /** Changes the query without a new entry in the history. */
    replace: more => history.replaceState(null, '', hashOf(route().page.path, more)),
  };
}

async function open() {
  const { page, query } = route();
  const turn = ++shown;
  leave?.abort();
  const abort = new AbortController();
  leave = abort;
  drawNavigation(page);
  document.title = `${page.title} – Aquatope`;
  try {
    about ??= await read('about');
    const it = context(query, abort);
    if (page.needsProgram && about.workflows.length === 0) {
      if (page === PAGES[0]) { history.replaceState(null, '', hashOf('executions')); await open(); return; }
      show(main, noProgram(page.title));
      return;
    }
    if (it.workflow && about.workflows.includes(it.workflow)) sessionStorage.setItem('aquatope-workflow', it.workflow);
    if (turn === shown) await page.render(main, it);
    forgetFirstAnswers();
    drawTools();

    // What changes is told only after what is there has been shown.
    if (turn === shown) follow(it.hub);
  } catch (error) {
    if (turn === shown) show(main, failure(error, () => { about = null; open(); }));
  }
}

const noProgram = title => h('section', { class: 'pad' }, h('h1', null, title),
  h('p', null, 'This page tells of workflows with stages. A task hub alone (', h('code', null, 'aquatope hub'), ') has none; start ',
    h('code', null, 'aquatope run'), ', or a program that calls ', h('code', null, 'AddAquatope'), ' and ', h('code', null, 'UseDashboard'), '.'));

function drawNavigation(page) {
  show(document.getElementById('pages'), PAGES.filter(item => !item.parent).map(item => h('a', {
    href: hashOf(item.path), 'aria-current': item.path === (page.parent ?? page.path) ? 'page' : null,
  }, item.title)));
}

let state = 'connecting';
const STATES = { live: 'Live', connecting: 'Connecting', lost: 'Connection lost' };
const dot = h('span', { class: 'live connecting', role: 'img', 'aria-label': STATES.connecting, title: STATES.connecting });
onState(value => {
  if (value === state) return;
  state = value;
  dot.className = `live ${value}`;
  dot.title = STATES[value];
  dot.setAttribute('aria-label', STATES[value]);
});

function drawTools() {
  const names = { system: 'Auto', light: 'Light', dark: 'Dark' };
  const workflows = about?.workflows ?? [];
  show(document.getElementById('tools'),
    workflows.length > 1 && h('select', {
      'aria-label': 'Workflow',
      onchange: event => { sessionStorage.setItem('aquatope-workflow', event.target.value); location.hash = hashOf(route().page.path, { workflow: event.target.value }); },
    }, workflows.map(name => h('option', { value: name, selected: name === sessionStorage.getItem('aquatope-workflow') }, name))),
    dot,
    h('button', {
      type: 'button', class: 'tool', title: token() ? 'Actions are allowed in this tab; press to forget the token' : 'Reading only; press to give the token',
      onclick: () => { if (token()) setToken(null); else askForToken(); },
    }, token() ? 'Can act' : 'Read only'),
    h('button', {
      type: 'button', class: 'tool', 'aria-label': `Colours: ${names[currentTheme()]}; press for the next`,
      onclick: () => { nextTheme(); drawTools(); document.querySelector('#tools button:last-child').focus(); },
    }, names[currentTheme()]));
}

takeTokenFromAddress();
onToken(drawTools);
onToken(() => { if (!about) open(); });
addEventListener('hashchange', () => {
  // What a dialog asks belongs to the page that is left.
  for (const box of document.querySelectorAll('dialog[open]')) box.close();
  takeTokenFromAddress();
  open().then(() => { main.focus({ preventScroll: true }); scrollTo(0, 0); });
});

// What a page shown asks for in the background has no other place to tell why it failed.
addEventListener('unhandledrejection', event => toast(event.reason?.message ?? String(event.reason), 'bad'));
drawTools();
open();
