// The timeline of one execution: a bar for each thing it did, split into what it waited for.

import { h } from './dom.js';
import { count, duration, moment, number, percent, resources, size, words } from './format.js';
import { hashOf } from './app.js';
import { badge } from './parts.js';

const KINDS = { activity: 'activity', subOrchestration: 'sub-orchestration', timer: 'timer', event: 'event' };

export function timeline(data, hub) {
  const begin = new Date(data.createdAt).getTime();
  const now = Date.now();
  const ends = data.timeline.map(span => span.endedAt ? new Date(span.endedAt).getTime() : span.status === 'running' || span.status === 'pending' ? now : new Date(span.startedAt).getTime());
  const end = Math.max(begin + 1, data.isEnded ? new Date(data.updatedAt).getTime() : now, ...ends);
  const at = time => (time - begin) / (end - begin) * 100;
  if (!data.timeline.length) return h('p', { class: 'empty' }, 'It has called nothing yet.');
  return [
    h('ul', { class: 'legend' }, [['wait', 'queue wait'], ['start', 'start-up'], ['work', 'execution'], ['other', 'timer, event or sub-orchestration'], ['fail', 'failed']].map(([kind, name]) =>
      h('li', null, h('i', { class: `swatch bar-${kind}` }), name))),
    h('div', { class: 'gantt', 'data-scroll': 'gantt' },
      h('div', { class: 'gantt-axis', 'aria-hidden': 'true' }, [0, 0.25, 0.5, 0.75, 1].map(share => h('span', { style: { left: `${share * 100}%` } }, duration((end - begin) * share)))),
      data.timeline.map((span, n) => row(span, n, at, ends[n], hub)),
      data.spans > data.timeline.length && h('p', { class: 'quiet' }, `The first ${count(data.timeline.length)} of ${count(data.spans)}.`)),
  ];
}

function row(span, n, at, end, hub) {
  const start = new Date(span.startedAt).getTime();
  const took = end - start;
  return h('details', { 'data-key': `span-${n}` },
    h('summary', { title: `${KINDS[span.kind]}, ${words(span.status)}`, 'data-key': `span-${n}-summary` },
      h('span', { class: 'gantt-name' }, span.name),
      h('span', { class: 'gantt-track' }, bars(span, start, end, at)),
      h('span', { class: 'gantt-took' }, span.kind === 'event' ? 'event' : duration(took))),
    detail(span, hub));
}

function bars(span, start, end, at) {
  const bar = (kind, from, to) => h('i', { class: `bar bar-${kind}`, style: { left: `${at(from)}%`, width: `${Math.max(0, at(to) - at(from))}%` } });
  if (span.kind === 'event') return h('i', { class: 'bar bar-event', style: { left: `${at(start)}%` } });
  if (!span.stage) return bar(span.status === 'failed' ? 'fail' : span.kind === 'activity' ? 'work' : 'other', start, end);
  const { queueWaitMs, startUpMs, executionMs } = span.stage;
  const waited = start + Math.max(0, end - start - queueWaitMs - startUpMs - executionMs) / 2;
  const cold = waited + queueWaitMs;
  const run = cold + startUpMs;
  return [bar('wait', start, cold), bar('start', cold, run), bar(span.stage.outcome === 'completed' ? 'work' : 'fail', run, Math.max(run, Math.min(end, run + executionMs)))];
}

function detail(span, hub) {
  const fact = (name, ...value) => h('div', null, h('dt', null, name), h('dd', null, value));
  const stage = span.stage;
  const text = (name, payload) => payload && h('div', null, h('h3', null, name), h('pre', { tabindex: '0' }, payload.text), payload.text.length < payload.length && h('p', { class: 'quiet' }, `The first ${size(payload.text.length)} of ${size(payload.length)}.`));
  return h('div', { class: 'gantt-detail' },
    h('dl', { class: 'facts' },
      fact('Kind', KINDS[span.kind], ' ', badge(span.status)),
      fact('Began', moment(span.startedAt)),
      span.endedAt && fact('Ended', moment(span.endedAt)),
      span.childId && fact('Execution', h('a', { class: 'mono', href: hashOf('execution', { hub, id: span.childId }) }, span.childId)),
      stage && [
        fact('Queue wait', duration(stage.queueWaitMs)), fact('Start-up', stage.startUpMs > 0 ? duration(stage.startUpMs) : 'warm'), fact('Execution', duration(stage.executionMs)),
        stage.cpuMs !== undefined && fact('Processor', `${duration(stage.cpuMs)}, ${percent(stage.cpuMs / Math.max(1e-9, stage.executionMs) / stage.configuration.cpu)} of its share`),
        stage.peakMemoryMiB !== undefined && fact('Peak memory', `${number(stage.peakMemoryMiB)} MiB`), fact('Worker', resources(stage.configuration)),
        fact('Cost', `${number(stage.cost * 1000)} per 1,000`), stage.outcome !== 'completed' && fact('Outcome', badge(stage.outcome)), stage.contended && fact('Note', 'the machine was short of processor time'),
      ]),
    span.failure && h('div', null, h('h3', null, span.failure.type), h('pre', { tabindex: '0' }, span.failure.message.text)),
    text('Input', span.input), text('Output', span.output));
}
