// What the optimizer has tried, what it has learned, what it has decided and why; and what people can decide.

import { act, read } from '../api.js';
import { h, renew, show } from '../dom.js';
import { askToAct, toast } from '../dialog.js';
import { downloads } from '../download.js';
import { ago, count, duration, moment, number, resources } from '../format.js';
import { onUpdate } from '../live.js';
import { badge, changes, choice, empty, heading, panel, table, whileShown } from '../parts.js';
import { convergence, flat, scatter, slices, titleOf } from '../trials.js';

export async function render(main, it) {
  let data = await read('tuning', { workflow: it.workflow }, it.signal);
  let insight = null;
  let stage = it.query.get('stage') ?? data.stages[0];
  let chosen = null;
  let fitted = -1;
  const body = h('div');

  const learn = async () => {
    if (!data.objective || !data.trials.length || !stage) return;
    fitted = data.trials.length;
    insight = await read('tuning/insight', { workflow: it.workflow, stage }, it.signal);
    draw();
  };
  const choose = trial => { chosen = `${trial.cycle}/${trial.trial}`; draw(); document.getElementById('trial')?.scrollIntoView({ block: 'nearest' }); };
  const look = async () => {
    data = await read('tuning', { workflow: it.workflow }, it.signal);
    draw();
    if (data.trials.length !== fitted) learn();
  };
  const draw = () => {
    const trials = withAnomalies(data.trials, insight);
    // So that letters have the size of those around, charts are drawn as wide as they will stand.
    const space = Math.min(1760, main.clientWidth - 32);
    const wide = space > 1000 ? space / 2 - 40 : space - 30;
    const small = space > 1000 ? space / 3 - 30 : space - 30;
    renew(body, heading('Tuning', [h('b', null, data.workflow), data.objective ? ` – p${number(data.objective.percentile)} within ${duration(data.objective.boundMs)} at the least cost` : ' – without an objective'], tools(data, it, look)),
      now(data),
      h('div', { class: 'charts two' }, panelOf(scatter(data, trials, choose, wide)), panelOf(convergence(data, trials, wide))),
      h('div', { id: 'trial' }, chosen && trialPanel(trials.find(trial => `${trial.cycle}/${trial.trial}` === chosen), data)),
      insightPanel(insight, data, stage, small, value => { stage = value; it.replace({ workflow: it.workflow, stage }); learn(); }),
      decisionsPanel(data, it, look),
      trialsPanel(trials, data, choose, chosen));
  };
  show(main, body);
  draw();
  learn();
  whileShown(it.signal, onUpdate, look, 2000);
}

const panelOf = figure => h('section', { class: 'panel' }, figure);

function withAnomalies(trials, insight) {
  const more = new Map((insight?.anomalies ?? []).map(anomaly => [`${anomaly.cycle}/${anomaly.trial}`, anomaly.reasons]));
  return trials.map((trial, n) => ({ ...trial, number: n + 1, anomalies: [...trial.anomalies, ...(more.get(`${trial.cycle}/${trial.trial}`) ?? [])] }));
}

function tools(data, it, look) {
  const workflow = data.workflow;
  const applied = data.decisions.find(decision => decision.action === 'applied' && decision.after && Object.entries(decision.after).every(([stage, value]) => resources(data.configuration[stage]) === resources(value)));
  return [
    data.objective && h('button', {
      type: 'button', class: 'primary', disabled: Boolean(data.cycle), 'data-key': 'start-cycle',
      onclick: () => askToAct({
        title: 'Start a tuning cycle', confirm: 'Start', text: `Trials run in lanes of their own and cost what they use. ${data.isDryRun ? 'The cycle only recommends; nothing changes until you approve it.' : 'What passes validation is put into production with a canary, and taken back if it does worse.'}`,
        submit: async () => { const { cycle } = await act('tuning/start', { workflow }); toast(`Started ${cycle}.`); await look(); },
      }),
    }, 'Start a cycle…'),
    applied && h('button', {
      type: 'button', class: 'danger quiet-danger', disabled: Boolean(data.cycle), 'data-key': 'roll-back',
      onclick: () => askToAct({
        title: 'Roll back', confirm: 'Roll back', danger: true, text: `Production goes back to the configuration before ${applied.cycle}.`,
        submit: async () => { await act('tuning/rollback', { workflow }); toast('Rolling back.'); await look(); },
      }),
    }, 'Roll back…'),
  ];
}

function now(data) {
  if (!data.cycle) return null;
  const { cycle, startedAt, progress } = data.cycle;
  return h('div', { class: 'verdict busy' }, h('strong', null, progress ? progress.phase : 'starting'),
    h('span', null, h('span', { class: 'mono' }, cycle), ` has been running for ${duration(Date.now() - new Date(startedAt).getTime())}`),
    progress && [h('progress', { value: progress.trials, max: progress.maximumTrials, 'aria-label': 'Trials run' }), h('span', null, `${count(progress.trials)} of at most ${count(progress.maximumTrials)} trials`)]);
}

function trialPanel(trial, data) {
  if (!trial) return null;
  return panel(titleOf(trial, data), null,
    trial.anomalies.length > 0 && h('ul', { class: 'anomalies' }, trial.anomalies.map(reason => h('li', null, reason))),
    changes(data.configuration, trial.configuration, resources));
}

function insightPanel(insight, data, stage, width, choose) {
  if (!data.objective || !data.stages.length) return null;
  return panel('What the model believes', choice('Stage', data.stages.map(name => [name, name]), stage, choose),
    !data.trials.length ? empty('It learns from trials; there are none yet.')
      : !insight ? h('p', { class: 'quiet', role: 'status' }, 'Fitting the model to the trials…')
        : insight.slices.length === 0 ? empty('Too little is known of this stage yet.')
          : [h('p', { class: 'quiet' }, `One knob turned, all else as in production (${resources(insight.through)}). Bands hold 90 % of the posterior.`), h('div', { class: 'charts slices' }, slices(insight, data, width).map(figure => h('div', null, figure)))]);
}

function decisionsPanel(data, it, look) {
  return panel('Decisions', downloads('Decisions', () => data.decisions), data.decisions.length ? h('ol', { class: 'log' }, data.decisions.map((decision, n) => h('li', null,
    h('div', null, badge(decision.action), ' ', h('span', { class: 'mono' }, decision.cycle), ' · ', h('time', { datetime: decision.endedAt, title: decision.endedAt }, `${moment(decision.endedAt)}, ${ago(decision.endedAt)}`),
      decision.trials > 0 && ` · ${count(decision.trials)} trials, ${count(decision.executions)} executions, cost ${number(decision.cost)}`),
    h('p', null, decision.reason),
    decision.after && h('details', { 'data-key': `decision-${decision.cycle}`, open: n === 0 }, h('summary', null, decision.action === 'recommended' ? 'What it would change' : 'What it changed'), changes(decision.before, decision.after, resources)),
    decision.action === 'recommended' && h('p', { class: 'buttons left' }, h('button', {
      type: 'button', class: 'primary', disabled: Boolean(data.cycle), 'data-key': `approve-${decision.cycle}`,
      onclick: () => askToAct({
        title: 'Approve', confirm: 'Put into production', text: `What ${decision.cycle} recommends is put into production at once.`,
        submit: async () => { await act('tuning/approve', { workflow: data.workflow, cycle: decision.cycle }); toast('Applying.'); await look(); },
      }),
    }, 'Approve and apply…'))))) : empty('The optimizer has decided nothing yet.'));
}

function trialsPanel(trials, data, choose, chosen) {
  return panel('Trials', downloads('Trials', () => trials.map(flat)), table('Trials', [
    { title: '#', number: true }, { title: 'Trial' }, { title: 'Ended' }, { title: 'Executions', number: true }, { title: 'Median', number: true }, { title: `p${number(data.objective?.percentile ?? 95)}`, number: true }, { title: 'Cost / 1,000', number: true }, { title: 'Objective' }, { title: 'Anomalies' },
  ], trials.toReversed().map(trial => ({
    attributes: { class: chosen === `${trial.cycle}/${trial.trial}` ? 'chosen' : null },
    cells: [count(trial.number), h('button', { type: 'button', class: 'link mono', 'data-key': `trial-${trial.cycle}-${trial.trial}`, onclick: () => choose(trial) }, `${trial.cycle}/${trial.trial}`), moment(trial.endedAt), count(trial.executions), duration(trial.medianMs), duration(trial.latencyMs), number(trial.costPer1000),
      trial.isFeasible ? h('span', { class: 'better' }, 'kept') : h('span', { class: 'worse' }, 'missed'), trial.anomalies.length ? h('span', { class: 'warned', title: trial.anomalies.join('\n') }, `⚠ ${count(trial.anomalies.length)}`) : ''],
  })), { empty: 'No trial has run yet.' }));
}
