// The learned graph of a workflow, drawn in layers: what waits for something stands after it.

import { s } from './dom.js';
import { duration, number, percent, resources } from './format.js';

const [WIDTH, HEIGHT, GAP_ACROSS, GAP_ALONG] = [214, 86, 26, 62];

function layersOf(stages, edges) {
  const layer = new Map(stages.map(stage => [stage.stage, 0]));
  // Each pass moves what waits past what it waits for; there are no more passes than stages, so that a circle ends too.
  for (let pass = 0; pass < stages.length; pass++) {
    for (const edge of edges) layer.set(edge.to, Math.max(layer.get(edge.to) ?? 0, Math.min(stages.length - 1, (layer.get(edge.from) ?? 0) + 1)));
  }
  const layers = [];
  for (const stage of stages) (layers[layer.get(stage.stage)] ??= []).push(stage);
  return layers.filter(Boolean);
}

const isCritical = stage => stage.criticalShare >= 0.5;

/** Draws it; `choose` is called with the stage that is pressed. */
export function graph(data, narrow, choose) {
  const layers = layersOf(data.stages, data.edges);
  const most = Math.max(1, ...layers.map(layer => layer.length));
  const across = most * (narrow ? WIDTH : HEIGHT) + (most - 1) * GAP_ACROSS;
  const along = layers.length * (narrow ? HEIGHT : WIDTH) + (layers.length - 1) * GAP_ALONG;
  const [width, height] = narrow ? [across, along] : [along, across];
  const places = new Map();
  layers.forEach((layer, l) => layer.forEach((stage, n) => {
    const size = layer.length * (narrow ? WIDTH : HEIGHT) + (layer.length - 1) * GAP_ACROSS;
    const a = l * ((narrow ? HEIGHT : WIDTH) + GAP_ALONG);
    const b = (across - size) / 2 + n * ((narrow ? WIDTH : HEIGHT) + GAP_ACROSS);
    places.set(stage.stage, narrow ? { x: b, y: a } : { x: a, y: b });
  }));
  const byName = new Map(data.stages.map(stage => [stage.stage, stage]));
  return s('svg', { class: narrow && most <= 2 ? 'graph fits' : 'graph', viewBox: `-4 -4 ${width + 8} ${height + 8}`, width: width + 8, height: height + 8, role: 'group', 'aria-label': `Graph of ${data.workflow}: ${data.stages.length} stages` },
    s('defs', null, ['edge', 'edge critical'].map((kind, n) => s('marker', { id: `arrow-${n}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse' }, s('path', { class: `head ${kind}`, d: 'M0 0 8 4 0 8Z' })))),
    data.edges.map(edge => line(edge, places, byName, narrow)),
    data.stages.map(stage => node(stage, places.get(stage.stage), choose)));
}

function line(edge, places, byName, narrow) {
  const [from, to] = [places.get(edge.from), places.get(edge.to)];
  if (!from || !to) return null;
  const critical = isCritical(byName.get(edge.from)) && isCritical(byName.get(edge.to));
  const [x1, y1, x2, y2] = narrow ? [from.x + WIDTH / 2, from.y + HEIGHT, to.x + WIDTH / 2, to.y] : [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  const bend = narrow ? `M${x1} ${y1}C${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2 - 1}` : `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2 - 1} ${y2}`;
  return s('path', { class: `edge${critical ? ' critical' : ''}${edge.observed ? '' : ' supposed'}`, d: bend, 'marker-end': `url(#arrow-${critical ? 1 : 0})` },
    s('title', null, `${edge.to} waits for ${edge.perItem ? 'a call of' : 'all calls of'} ${edge.from}${edge.observed ? '' : ' (not yet seen at work)'}`));
}

function clip(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function node(stage, place, choose) {
  const total = Math.max(1e-9, stage.queueWaitMs + stage.startUpMs + stage.executionMs);
  const inner = WIDTH - 24;
  const part = (kind, from, value) => s('rect', { class: `bar-${kind}`, x: 12 + from / total * inner, y: HEIGHT - 15, width: Math.max(0, value / total * inner), height: 5 });
  return s('g', {
    class: `node${isCritical(stage) ? ' critical' : ''}`, transform: `translate(${place.x} ${place.y})`, tabindex: '0', role: 'button', 'data-key': `node-${stage.stage}`,
    onclick: () => choose(stage.stage), onkeydown: event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(stage.stage); } },
  },
    s('rect', { class: 'box', width: WIDTH, height: HEIGHT, rx: 7 }),
    s('text', { class: 'node-name', x: 12, y: 20 }, clip(stage.stage, isCritical(stage) || stage.callsPerExecution > 1.05 ? 15 : 22)),
    s('text', { class: isCritical(stage) ? 'node-critical' : 'node-note', x: WIDTH - 12, y: 20, 'text-anchor': 'end' }, stage.callsPerExecution > 1.05 && `×${number(stage.callsPerExecution, 2)} `, isCritical(stage) && 'critical'),
    s('text', { class: 'node-value', x: 12, y: 39 }, `p95 ${duration(stage.latency.p95Ms)}`),
    s('text', { class: 'node-note', x: WIDTH - 12, y: 39, 'text-anchor': 'end' }, `${percent(stage.costShare, 0)} of cost`),
    s('text', { class: 'node-note', x: 12, y: 56 }, clip(resources(stage.configuration), 25)),
    s('text', { class: 'node-note', x: WIDTH - 12, y: 56, 'text-anchor': 'end' }, `${percent(stage.cold / stage.calls, 0)} cold`),
    part('wait', 0, stage.queueWaitMs), part('start', stage.queueWaitMs, stage.startUpMs), part('work', stage.queueWaitMs + stage.startUpMs, stage.executionMs));
}
