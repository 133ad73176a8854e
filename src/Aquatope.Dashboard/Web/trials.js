// The charts of trials: cost against latency, convergence, and slices of the model.

import { duration, number, percent, resources, shortDuration } from './format.js';
import { plane } from './plane.js';

/** Says in a line what a trial was and what came of it. */
export const titleOf = (trial, data) => `Trial ${trial.number}, ${trial.isValidation ? 'validation' : 'search'}: p${number(data.objective?.percentile ?? 95)} ${duration(trial.latencyMs)}, cost ${number(trial.costPer1000)} per 1,000${trial.anomalies.length ? `; ${trial.anomalies.length} anomalies` : ''}`;

/** A trial as one row of a file. */
export const flat = trial => ({
  number: trial.number, cycle: trial.cycle, trial: trial.trial, endedAt: trial.endedAt, executions: trial.executions, medianMs: trial.medianMs, latencyMs: trial.latencyMs, costPer1000: trial.costPer1000, isFeasible: trial.isFeasible,
  ...Object.fromEntries(Object.entries(trial.configuration).map(([stage, value]) => [stage, resources(value)])), anomalies: trial.anomalies.join(' '),
});

const shown = trials => trials.filter(trial => trial.latencyMs !== null && trial.latencyMs !== undefined);

// The trials that keep the objective and that no other, faster and cheaper, makes pointless.
function front(trials) {
  const feasible = shown(trials).filter(trial => trial.isFeasible).toSorted((a, b) => a.latencyMs - b.latencyMs || a.costPer1000 - b.costPer1000);
  let least = Infinity;
  return feasible.filter(trial => trial.costPer1000 < least && (least = trial.costPer1000));
}

/** Cost against latency of all trials. */
export function scatter(data, trials, choose, width) {
  const best = front(trials);
  return plane({
    title: 'Cost against latency', label: `Cost against latency of ${trials.length} trials, of which ${trials.filter(trial => trial.isFeasible).length} keep the objective`,
    x: { name: `latency at p${number(data.objective?.percentile ?? 95)}`, format: shortDuration, log: true }, y: { name: 'cost per 1,000 executions', format: number, log: true },
    width, height: 320, rows: () => trials.map(flat), empty: 'No trial has run yet.',
    points: shown(trials).map(trial => ({
      x: trial.latencyMs, y: trial.costPer1000, kind: `${trial.isFeasible ? 'feasible' : 'infeasible'}${trial.isValidation ? ' validation' : ''}`, ring: trial.anomalies.length > 0,
      title: [titleOf(trial, data), ...trial.anomalies].join('\n'), key: `point-${trial.cycle}-${trial.trial}`, onclick: () => choose(trial),
    })),
    lines: best.length > 1 ? [{ kind: 'line-front', points: best.flatMap((trial, n) => n ? [[trial.latencyMs, best[n - 1].costPer1000], [trial.latencyMs, trial.costPer1000]] : [[trial.latencyMs, trial.costPer1000]]) }] : [],
    verticals: data.objective ? [{ x: data.objective.boundMs, name: `the objective: ${duration(data.objective.boundMs)}`, kind: 'line-bound' }, { x: data.trialBoundMs, name: `what trials must keep: ${duration(data.trialBoundMs)}`, kind: 'line-headroom' }] : [],
    legend: [['feasible', 'keeps the objective'], ['infeasible', 'misses it'], ['feasible validation', 'validation'], ['line-front', 'feasible front'], ['line-bound', `objective${data.objective ? ` ${duration(data.objective.boundMs)}` : ''}`], ['line-headroom', `with headroom${data.trialBoundMs ? ` ${duration(data.trialBoundMs)}` : ''}`], ['ring', 'anomaly']],
  });
}

/** The least cost of a trial that keeps the objective, as trials went by. */
export function convergence(data, trials, width) {
  let least = Infinity;
  const steps = [];
  for (const trial of shown(trials)) {
    if (trial.isFeasible && trial.costPer1000 < least) { if (least < Infinity) steps.push([trial.number, least]); least = trial.costPer1000; steps.push([trial.number, least]); }
  }
  if (steps.length && trials.length > steps.at(-1)[0]) steps.push([trials.length, least]);
  return plane({
    title: 'Convergence', label: steps.length ? `The least feasible cost fell to ${number(least)} per 1,000 executions in ${trials.length} trials` : 'No trial keeps the objective yet',
    x: { name: 'trial', format: value => Number.isInteger(value) ? String(value) : '' }, y: { name: 'cost per 1,000 executions', format: number },
    width, height: 320, rows: () => trials.map(flat), empty: 'No trial has run yet.',
    points: shown(trials).map(trial => ({ x: trial.number, y: trial.costPer1000, kind: `${trial.isFeasible ? 'feasible' : 'infeasible'}${trial.isValidation ? ' validation' : ''}`, title: titleOf(trial, data) })),
    lines: steps.length > 1 ? [{ kind: 'line-front', points: steps }] : [],
    legend: [['line-front', 'least cost that keeps the objective'], ['feasible', 'keeps it'], ['infeasible', 'misses it']],
  });
}

const KNOBS = { cpu: ['vCPU', value => number(value)], memoryMiB: ['MiB', value => number(value)], concurrency: ['executions per worker', value => number(value)] };

/** For each knob what the stage takes with its uncertainty, and what that does to the workflow's latency and cost: a row of three. */
export function slices(insight, data, width) {
  return insight.slices.flatMap(slice => {
    const [unit, format] = KNOBS[slice.knob.split('.').at(-1)] ?? [slice.knob, number];
    const knob = slice.knob.split('.').at(-1);
    const x = { name: unit, format, log: true, ticks: slice.points.length <= 9 ? slice.points.map(point => point.value) : null };
    const known = slice.points.filter(point => point.executionMs.length);
    const observed = data.trials.filter(trial => trial.stageMs[insight.stage] !== undefined && trial.configuration[insight.stage]).map(trial => ({ x: trial.configuration[insight.stage][knob], y: trial.stageMs[insight.stage], kind: 'observed', title: `measured ${duration(trial.stageMs[insight.stage])} at ${resources(trial.configuration[insight.stage])}` }));
    const outcomes = (value, name) => slice.points.map(point => ({
      x: point.value, y: value(point), kind: point.feasibleProbability >= 0.95 ? 'feasible' : 'infeasible',
      title: `${format(point.value)} ${name}: ${duration(point.latencyMs)}, cost ${number(point.cost * 1000)} per 1,000, keeps the objective with probability ${percent(point.feasibleProbability, 0)}`,
    }));
    const rows = () => slice.points.map(point => ({ [slice.knob]: point.value, executionP5Ms: point.executionMs[0], executionP50Ms: point.executionMs[1], executionP95Ms: point.executionMs[2], latencyMs: point.latencyMs, costPer1000: point.cost * 1000, feasibleProbability: point.feasibleProbability }));
    return [
      plane({
        title: `${insight.stage}: execution time by ${unit}`, label: `Execution time of ${insight.stage} by ${unit}, with its uncertainty`, width, x, y: { name: 'execution time', format: shortDuration, log: true }, rows,
        bands: [{ kind: 'band', points: known.map(point => [point.value, point.executionMs[0], point.executionMs[2]]) }], lines: [{ kind: 'line-model', points: known.map(point => [point.value, point.executionMs[1]]) }], points: observed,
        legend: [['line-model', 'median belief'], ['band', '5 % to 95 %'], ['observed', 'median of a trial, other knobs as they were']],
      }),
      plane({
        title: `End to end by ${unit} of ${insight.stage}`, label: `Latency of the workflow by ${unit} of ${insight.stage}`, width, x, y: { name: `latency at p${number(data.objective.percentile)}`, format: shortDuration }, rows,
        lines: [{ kind: 'line-model', points: slice.points.map(point => [point.value, point.latencyMs]) }],
        points: outcomes(point => point.latencyMs, unit),
        horizontals: [{ y: data.trialBoundMs, name: `what trials must keep: ${duration(data.trialBoundMs)}`, kind: 'line-headroom' }],
        legend: [['line-model', 'predicted latency'], ['feasible', 'objective kept with probability ≥ 95 %'], ['infeasible', 'less sure'], ['line-headroom', `must keep ${duration(data.trialBoundMs)}`]],
      }),
      plane({
        title: `Cost by ${unit} of ${insight.stage}`, label: `Cost of the workflow by ${unit} of ${insight.stage}`, width, x, y: { name: 'cost per 1,000 executions', format: number, zero: true }, rows,
        lines: [{ kind: 'line-model', points: slice.points.map(point => [point.value, point.cost * 1000]) }],
        points: outcomes(point => point.cost * 1000, unit),
        legend: [['line-model', 'predicted cost'], ['feasible', 'objective kept with probability ≥ 95 %'], ['infeasible', 'less sure']],
      }),
    ];
  });
}
