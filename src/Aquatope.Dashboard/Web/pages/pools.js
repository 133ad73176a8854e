// What was forecast, what came, how many workers there were, and what idle ones cost.

import { read } from '../api.js';
import { h, renew, show } from '../dom.js';
import { ago, count, moment, number, percent, resources } from '../format.js';
import { onUpdate } from '../live.js';
import { badge, choice, empty, heading, panel, table, tile, tiles, whileShown } from '../parts.js';
import { timeChart } from '../timechart.js';
import { downloads } from '../download.js';

const REFRESH_MS = 2000;

export async function render(main, it) {
  let minutes = Number(it.query.get('minutes') ?? 15);
  const look = () => read('pools', { minutes }, it.signal);
  let data = await look();
  const head = h('div');
  const pools = data.pools.map(view => poolSection(view, data, it.signal));
  const draw = () => {
    renew(head, heading('Pools', data.enabled ? `Production. The pre-warmer forecasts every ${number(data.intervalSeconds)} s how many calls come, and weighs a cold start against idle workers.` : 'Production. The pre-warmer is switched off; pools follow their load.',
      choice('Time shown', [[5, '5 min'], [15, '15 min'], [60, '60 min']], minutes, async value => { minutes = value; it.replace({ minutes }); data = await look(); draw(); })));
    data.pools.forEach((view, n) => pools[n]?.update(view, data));
  };
  show(main, head, pools.length ? pools.map(pool => pool.element) : empty('The program has no stages.'));
  draw();
  whileShown(it.signal, onUpdate, async () => { data = await look(); draw(); }, REFRESH_MS);
}

function poolSection(view, data, signal) {
  const figures = h('div');
  const below = h('div', { class: 'columns' });
  const demand = timeChart({ ...demandOf(view, data), signal });
  const size = timeChart({ ...sizeOf(view, data), signal });
  const element = h('section', { class: 'panel pool', 'aria-label': view.pool.stage }, figures, h('div', { class: 'charts two' }, demand, size), below);
  return {
    element,
    update(now, all) {
      renew(figures, headOf(now, all));
      demand.update(demandOf(now, all));
      size.update(sizeOf(now, all));
      renew(below, accuracyOf(now), decisionsOf(now));
    },
  };
}

function headOf(view, data) {
  const { pool } = view;
  const calls = view.forecasts.reduce((sum, item) => sum + (item.actual ?? 0), 0);
  return [
    h('div', { class: 'panel-head' }, h('h2', null, pool.stage), h('p', { class: 'quiet' }, resources(pool.configuration))),
    tiles(
      tile('Workers', count(pool.idle + pool.busy + pool.starting), `${count(pool.busy)} busy, ${count(pool.idle)} idle, ${count(pool.starting)} starting`),
      tile('Keep warm', count(pool.warmTarget), view.forecasts.length ? `by ${view.forecasts.at(-1).method}` : 'no forecast yet'),
      tile('Cold starts', count(view.coldStarts.length), `since ${moment(data.from)}${calls ? `, of ${count(calls)} calls` : ''}`, view.coldStarts.length ? 'warn' : ''),
      tile('Idle cost', `${number(view.idleCostPerHour)} / h`, `${number(view.idleCost)} since ${moment(data.sampledSince)}`)),
  ];
}

const seconds = text => new Date(text).getTime() / 1000;

function demandOf(view, data) {
  const items = view.forecasts;
  const quantile = n => items.map(item => item.quantiles[n]);
  return {
    title: `${view.pool.stage}: calls, forecast and actual`, label: `Forecast and actual calls of ${view.pool.stage} per ${number(data.intervalSeconds)} s`, empty: data.enabled ? 'The first interval is not over yet.' : 'Nothing is forecast.',
    x: items.map(item => seconds(item.start)), format: value => `${number(value)}`, height: 210,
    series: [
      { name: '95 %', values: quantile(4), colour: 'fan-line', width: 1, quiet: true }, { name: '75 %', values: quantile(3), colour: 'fan-line', width: 0, quiet: true },
      { name: 'median forecast', values: quantile(2), colour: 'accent' }, { name: '25 %', values: quantile(1), colour: 'fan-line', width: 0, quiet: true }, { name: '5 %', values: quantile(0), colour: 'fan-line', width: 1, quiet: true },
      { name: `actual calls in ${number(data.intervalSeconds)} s`, values: items.map(item => item.actual ?? null), colour: 'text', points: true },
    ],
    bands: [{ series: [1, 5], colour: 'fan-outer' }, { series: [2, 4], colour: 'fan-inner' }], bandNames: [['5–95 %', 'fan-outer'], ['25–75 %', 'fan-inner']],
    marks: { at: view.coldStarts.map(seconds), name: 'cold starts' },
    rows: () => items.map(item => ({ start: item.start, method: item.method, mean: item.mean, p5: item.quantiles[0], p25: item.quantiles[1], p50: item.quantiles[2], p75: item.quantiles[3], p95: item.quantiles[4], actual: item.actual, keepWarm: item.target, wanted: item.wanted })),
  };
}

function sizeOf(view) {
  const items = view.samples;
  return {
    title: `${view.pool.stage}: workers`, label: `Workers of ${view.pool.stage} over time`, empty: 'The pool has not been looked at yet.', x: items.map(item => seconds(item.at)), format: value => count(value), height: 210,
    series: [
      { name: 'all workers', values: items.map(item => item.busy + item.idle + item.starting), colour: 'muted', fill: 'wash', stepped: true },
      { name: 'busy', values: items.map(item => item.busy), colour: 'accent', fill: 'fan-inner', stepped: true },
      { name: 'to keep warm', values: items.map(item => item.target), colour: 'good', stepped: true, dash: [6, 4], width: 2 },
      { name: 'waiting calls', values: items.map(item => item.backlog), colour: 'bad', stepped: true },
    ],
    marks: { at: view.coldStarts.map(seconds), name: 'cold starts' },
    rows: () => items,
  };
}

function accuracyOf(view) {
  return h('div', null, h('div', { class: 'panel-head' }, h('h3', null, 'Accuracy of the last days'), downloads(`${view.pool.stage} accuracy`, () => view.accuracy)),
    table(`Accuracy for ${view.pool.stage}`, [{ title: 'Day' }, { title: 'Method' }, { title: 'Intervals', number: true }, { title: 'CRPS, calls', number: true }, { title: 'Error, calls', number: true }, { title: 'Within 5–95 %', number: true }],
      view.accuracy.toReversed().map(row => [row.day, row.method, count(row.intervals), number(row.crps / row.intervals), number(row.absoluteError / row.intervals), percent(row.covered / row.intervals)]),
      { empty: 'No forecast has come due yet.' }));
}

function decisionsOf(view) {
  return h('div', null, h('div', { class: 'panel-head' }, h('h3', null, 'Forecasters')),
    view.decisions.length ? h('ol', { class: 'log' }, view.decisions.map(decision => h('li', null,
      h('div', null, badge(decision.action), ' ', h('b', null, decision.method), ' · ', h('time', { datetime: decision.at, title: decision.at }, ago(decision.at))), h('p', null, decision.reason),
      decision.competitors.length > 0 && table(`Contest of ${moment(decision.at)}`, [{ title: 'Method' }, { title: 'Loss, calls', number: true }, { title: 'CRPS, calls', number: true }],
        decision.competitors.map(item => [`${item.method}${item.isIncumbent ? ' (in force)' : ''}`, number(item.loss), number(item.crps)])))))
      : h('p', { class: 'quiet' }, 'gamma-poisson forecasts until another method has beaten it; none has competed yet.'));
}
