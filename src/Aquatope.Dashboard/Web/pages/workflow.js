// The learned graph, and what each stage takes and costs.

import { read } from '../api.js';
import { h, renew, show } from '../dom.js';
import { downloads } from '../download.js';
import { count, duration, number, percent, resources } from '../format.js';
import { graph } from '../graph.js';
import { onUpdate } from '../live.js';
import { choice, empty, heading, panel, table, whileShown } from '../parts.js';

const NARROW = 720;

export async function render(main, it) {
  let latest = Number(it.query.get('latest') ?? 1000);
  const look = () => read('workflow', { name: it.workflow, latest }, it.signal);
  let data = await look();
  let chosen = null;
  const body = h('div');
  const draw = () => renew(body,
    heading('Workflow', [h('b', null, data.workflow), ` – learned from the latest ${count(data.measured.executions)} executions; ${data.stages.length} stages`],
      choice('How many of the latest executions', [[100, 'latest 100'], [1000, '1,000'], [4000, '4,000']], latest, async value => {
        latest = value;
        it.replace({ workflow: it.workflow, latest });
        data = await look();
        draw();
      })),
    data.stages.length === 0 ? empty('No execution has ended yet, so that nothing is known of the workflow.') : [
      panel('Graph', h('ul', { class: 'legend' }, h('li', null, h('i', { class: 'swatch critical' }), 'critical path'), ...split()),
        h('div', { class: 'scroll graph-scroll', role: 'region', 'aria-label': 'Graph, drawing', tabindex: '0', 'data-scroll': 'graph' }, graph(data, main.clientWidth < NARROW, stage => { chosen = stage; draw(); document.getElementById('stage-table')?.scrollIntoView({ block: 'nearest' }); }))),
      panel('Where the time goes', h('ul', { class: 'legend' }, split()), bars(data)),
      h('div', { id: 'stage-table' }, panel('Stages', downloads('Stages', () => data.stages), stages(data, chosen))),
    ]);
  show(main, body);
  draw();
  const resized = new ResizeObserver(() => draw());
  resized.observe(main);
  it.signal.addEventListener('abort', () => resized.disconnect());
  whileShown(it.signal, onUpdate, async () => { data = await look(); draw(); });
}

const split = () => [['wait', 'queue wait'], ['start', 'start-up'], ['work', 'execution']].map(([kind, name]) => h('li', null, h('i', { class: `swatch bar-${kind}` }), name));

function bars(data) {
  const longest = Math.max(...data.stages.map(stage => stage.queueWaitMs + stage.startUpMs + stage.executionMs));
  return h('ul', { class: 'splits' }, data.stages.map(stage => {
    const part = (kind, value) => h('i', { class: `bar-${kind}`, style: { width: `${value / longest * 100}%` } });
    return h('li', null, h('span', { class: 'splits-name' }, stage.stage),
      h('span', { class: 'splits-bar', role: 'img', 'aria-label': `queue wait ${duration(stage.queueWaitMs)}, start-up ${duration(stage.startUpMs)}, execution ${duration(stage.executionMs)}` }, part('wait', stage.queueWaitMs), part('start', stage.startUpMs), part('work', stage.executionMs)),
      h('span', { class: 'splits-sum' }, `${duration(stage.queueWaitMs)} + ${duration(stage.startUpMs)} + ${duration(stage.executionMs)}`));
  }));
}

function stages(data, chosen) {
  return table('Stages', [
    { title: 'Stage' }, { title: 'Configuration' }, { title: 'Calls', number: true }, { title: 'p50', number: true }, { title: 'p95', number: true }, { title: 'Queue wait', number: true }, { title: 'Start-up', number: true }, { title: 'Execution', number: true },
    { title: 'Cold', number: true }, { title: 'Cold start', number: true }, { title: 'Failed', number: true }, { title: 'Cost / 1,000', number: true }, { title: 'Share', number: true }, { title: 'Critical', number: true }, { title: 'Processor', number: true }, { title: 'Peak memory', number: true },
  ], data.stages.map(stage => ({
    attributes: { class: stage.stage === chosen ? 'chosen' : null },
    cells: [h('b', null, stage.stage), resources(stage.configuration), count(stage.calls), duration(stage.latency.p50Ms), duration(stage.latency.p95Ms), duration(stage.queueWaitMs), duration(stage.startUpMs), duration(stage.executionMs),
      percent(stage.cold / stage.calls), duration(stage.coldStartMs), count(stage.failures), number(stage.costPer1000), percent(stage.costShare, 0), percent(stage.criticalShare, 0), duration(stage.cpuMs), stage.peakMemoryMiB === undefined ? '–' : `${number(stage.peakMemoryMiB)} MiB`],
  })));
}
