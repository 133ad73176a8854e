// The answers at a glance.

import { read } from '../api.js';
import { h, renew, show } from '../dom.js';
import { ago, change, count, duration, moment, number, percent, rate, resources, shortDuration, words } from '../format.js';
import { last, onUpdate } from '../live.js';
import { badge, changes, choice, empty, heading, panel, table, tile, tiles, whileShown } from '../parts.js';
import { timeChart } from '../timechart.js';
import { hashOf } from '../app.js';

export async function render(main, it) {
  let latest = Number(it.query.get('latest') ?? 1000);
  const look = () => read('overview', { workflow: it.workflow, latest }, it.signal);
  let data = await look();
  const head = h('div');
  const answers = h('div');
  const charts = chartsOf(data, it.signal);
  const doing = h('div', { class: 'columns' });
  const draw = () => {
    renew(head, heading('Overview', [h('b', null, data.workflow), ` – the latest ${count(data.now.executions)} executions on the configuration in force`],
      choice('How many of the latest executions', [[100, 'latest 100'], [1000, '1,000'], [4000, '4,000']], latest, async value => {
        latest = value;
        it.replace({ workflow: it.workflow, latest });
        data = await look();
        draw();
      })));
    renew(answers, verdict(data), tilesOf(data));
    for (const [chart, options] of charts) chart.update(options(data));
    renew(doing, optimizerPanel(data, it), preWarmerPanel(data));
  };
  show(main, head, answers, h('div', { class: 'charts' }, charts.map(([chart]) => chart)), doing);
  draw();
  whileShown(it.signal, onUpdate, async () => { data = await look(); draw(); });
}

function verdict({ objective, now }) {
  if (!objective) return h('p', { class: 'verdict idle' }, h('strong', null, 'No objective'), h('span', null, 'The workflow states none, so that it is watched but not tuned.'));
  if (!now.executions) return h('p', { class: 'verdict idle' }, h('strong', null, 'Nothing measured yet'), h('span', null, 'No execution has ended.'));
  const kept = 1 - now.violations / now.executions;
  const met = kept >= objective.percentile / 100;
  return h('div', { class: `verdict ${met ? 'good' : 'bad'}` },
    h('strong', null, met ? '✓ Objective met' : '✗ Objective missed'),
    h('span', null, `${percent(kept)} of executions stay within ${duration(objective.boundMs)}; ${number(objective.percentile)} % must.`),
    gauge(now.atPercentileMs, objective));
}

function gauge(value, objective) {
  const most = Math.max(value, objective.boundMs) * 1.1;
  return h('div', { class: 'gauge', role: 'img', 'aria-label': `${duration(value)} at the ${number(objective.percentile)}th percentile; the bound is ${duration(objective.boundMs)}` },
    h('i', { class: 'gauge-value', style: { width: `${value / most * 100}%` } }),
    h('i', { class: 'gauge-bound', style: { left: `${objective.boundMs / most * 100}%` } }),
    h('span', { class: 'gauge-text' }, `p${number(objective.percentile)} ${duration(value)} of ${duration(objective.boundMs)}`));
}

function tilesOf({ now, before, series }) {
  const ended = series.at(-1);
  return tiles(
    tile('Cost per 1,000 executions', number(now.costPer1000),
      before ? h('span', null, h('b', { class: now.costPer1000 <= before.measured.costPer1000 ? 'better' : 'worse' }, change(before.measured.costPer1000, now.costPer1000)), ` from ${number(before.measured.costPer1000)} before`) : 'no change applied yet'),
    tile('Violations', percent(now.executions ? now.violations / now.executions : null), `${count(now.violations)} of ${count(now.executions)}, ${count(now.failures)} failed`, now.violations ? 'warn' : ''),
    tile('Cold starts', percent(now.executions ? now.cold / now.executions : null), `${count(now.cold)} executions waited for a worker`),
    tile('Latency', duration(now.latency.p50Ms), `median; p95 ${duration(now.latency.p95Ms)}, p99 ${duration(now.latency.p99Ms)}`),
    tile('Throughput', rate(last ? last.counts.endedLately / 60 : ended?.ratePerSecond), last ? `ended in the last minute; ${count(last.counts.open)} open` : 'ended lately'));
}

function chartsOf(data, signal) {
  const seconds = series => series.map(point => new Date(point.at).getTime() / 1000);
  const make = options => [timeChart({ ...options(data), signal }), options];
  return [
    make(({ series, objective }) => ({
      title: 'Latency', label: `Latency over time; at the end ${duration(series.at(-1)?.atPercentileMs)} at the objective's percentile`, x: seconds(series), format: duration, axisFormat: shortDuration, rows: () => series,
      series: [
        { name: objective ? `p${number(objective.percentile)}` : 'p95', values: series.map(point => point.atPercentileMs ?? null), colour: 'accent', width: 2 },
        { name: 'median', values: series.map(point => point.p50Ms ?? null), colour: 'muted' },
      ],
      line: objective ? { value: objective.boundMs, name: 'bound' } : null,
    })),
    make(({ series }) => ({
      title: 'Cost per 1,000 executions', label: `Cost over time; at the end ${number(series.at(-1)?.costPer1000)} per 1,000 executions`, x: seconds(series), format: number, rows: () => series,
      series: [{ name: 'cost', values: series.map(point => point.costPer1000 ?? null), colour: 'accent', fill: 'wash', stepped: true }],
    })),
    make(({ series }) => ({
      title: 'Executions per second', label: `Executions per second over time; at the end ${rate(series.at(-1)?.ratePerSecond)}`, x: seconds(series), format: rate, rows: () => series,
      series: [{ name: 'ended', values: series.map(point => point.ratePerSecond), colour: 'accent', fill: 'wash', stepped: true }],
    })),
    make(({ series }) => ({
      title: 'Violations and cold starts', label: 'Violations and cold starts over time', x: seconds(series), format: count, rows: () => series,
      series: [
        { name: 'violations', values: series.map(point => point.violations), colour: 'bad', stepped: true },
        { name: 'cold starts', values: series.map(point => point.cold), colour: 'warn', stepped: true },
      ],
    })),
  ];
}

function optimizerPanel({ cycle, decisions, workflow, objective }) {
  const running = cycle && h('div', { class: 'now' }, badge('running'), ' ', h('b', null, cycle.progress ? cycle.progress.phase : 'starting'), ` for ${duration(Date.now() - new Date(cycle.startedAt).getTime())}`,
    cycle.progress && h('progress', { value: cycle.progress.trials, max: cycle.progress.maximumTrials, 'aria-label': 'Trials run' }), cycle.progress && ` ${count(cycle.progress.trials)} of at most ${count(cycle.progress.maximumTrials)} trials`);
  return panel('Optimizer', h('a', { href: hashOf('tuning', { workflow }) }, 'Tuning'),
    running || h('p', { class: 'quiet' }, objective ? 'No cycle is running.' : 'Without an objective there is nothing to tune.'),
    decisions.length ? h('ol', { class: 'log' }, decisions.map(decision => h('li', null,
      h('div', null, badge(decision.action), ' ', h('time', { datetime: decision.endedAt, title: moment(decision.endedAt) }, ago(decision.endedAt)), decision.trials > 0 && ` · ${count(decision.trials)} trials`),
      h('p', null, decision.reason),
      decision.after && h('details', { 'data-key': `decision-${decision.cycle}` }, h('summary', null, 'Configuration'), changes(decision.before, decision.after, resources))))) : empty('No decision yet.'));
}

function preWarmerPanel({ preWarmer }) {
  return panel('Pre-warmer', h('a', { href: hashOf('pools') }, 'Pools'),
    h('p', { class: 'quiet' }, preWarmer.enabled ? `Sets each pool every ${number(preWarmer.intervalSeconds)} s.` : 'It is switched off; pools follow their load.'),
    table('Pools', [{ title: 'Stage' }, { title: 'Forecast, calls', number: true }, { title: 'Keep warm', number: true }, { title: 'Idle', number: true }, { title: 'Busy', number: true }, { title: 'Starting', number: true }],
      preWarmer.stages.map(({ pool, forecast }) => [pool.stage,
        forecast ? h('span', { title: `${forecast.method}; between ${count(forecast.quantiles[0])} and ${count(forecast.quantiles[4])} with probability 0.9` }, `${number(forecast.mean, 2)} in ${number(preWarmer.intervalSeconds)} s`) : '–',
        count(pool.warmTarget), count(pool.idle), count(pool.busy), count(pool.starting)])),
    preWarmer.decisions.length > 0 && h('ol', { class: 'log' }, preWarmer.decisions.map(decision => h('li', null,
      h('div', null, badge(decision.action), ' ', h('b', null, decision.stage), ` ${words(decision.method)} · `, h('time', { datetime: decision.at }, ago(decision.at))), h('p', null, decision.reason)))));
}
