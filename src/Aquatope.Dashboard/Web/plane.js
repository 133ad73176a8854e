// Charts of one quantity against another, as SVG: points can be reached by the keyboard.

import { h, s } from './dom.js';
import { downloads } from './download.js';

const [LEFT, RIGHT, TOP, BOTTOM] = [72, 12, 10, 34];

function ticks(low, high, log, wanted) {
  if (log) {
    const all = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) for (const step of [1, 2, 5]) all.push(step * 10 ** power);
    const inside = all.filter(value => value >= low * 0.999 && value <= high * 1.001);
    if (inside.length > 2) return inside.length > wanted ? inside.filter((_, n) => n % Math.ceil(inside.length / wanted) === 0) : inside;
  }
  const raw = (high - low) / wanted;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(times => times * unit).find(value => value >= raw) ?? raw;
  const found = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) found.push(Number(value.toPrecision(12)));
  return found;
}

function scale(values, from, to, log) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (log) { low /= 1.12; high *= 1.12; } else { const space = (high - low || Math.abs(high) || 1) * 0.06; low = Math.max(0, low - space); high += space; }
  const map = value => log ? Math.log(value) : value;
  const at = value => from + (map(value) - map(low)) / (map(high) - map(low)) * (to - from);
  return { low, high, at };
}

/**
 * A figure of points, lines and bands.
 * { title, label, x: { name, format, log, ticks }, y: { name, format, log }, width, height,
 *   `zero` of an axis: it begins at nothing, so that small differences look small;
 *   points: [{ x, y, kind, title, key, onclick, ring }], lines: [{ points: [[x, y]], kind }], bands: [{ points: [[x, low, high]], kind }],
 *   verticals: [{ x, name, kind }], horizontals: [{ y, name, kind }], legend: [[kind, name]], rows }
 */
export function plane(options) {
  const { width = 460, height = 250 } = options;
  const all = [
    ...(options.points ?? []).map(point => [point.x, point.y]),
    ...(options.lines ?? []).flatMap(line => line.points),
    ...(options.bands ?? []).flatMap(band => band.points.flatMap(([x, low, high]) => [[x, low], [x, high]])),
  ];
  const content = all.length ? draw(options, all, width, height) : h('p', { class: 'empty' }, options.empty ?? 'Nothing has been measured yet.');
  return h('figure', { class: 'figure' },
    h('figcaption', null, h('span', { class: 'figure-title' }, options.title), options.rows && downloads(options.title, options.rows)),
    content,
    options.legend && h('ul', { class: 'legend' }, options.legend.map(([kind, name]) => h('li', null, s('svg', { class: 'key', viewBox: '0 0 14 10', width: 14, height: 10, 'aria-hidden': 'true' }, key(kind)), name))));
}

function key(kind) {
  if (kind.startsWith('line')) return s('path', { class: kind, d: 'M0 5H14' });
  if (kind.startsWith('band')) return s('rect', { class: kind, x: 0, y: 1, width: 14, height: 8 });
  return mark(kind, 7, 5, {});
}

function mark(kind, x, y, attributes) {
  return kind.includes('validation')
    ? s('rect', { ...attributes, class: `point ${kind}`, x: x - 4, y: y - 4, width: 8, height: 8, transform: `rotate(45 ${x} ${y})` })
    : s('circle', { ...attributes, class: `point ${kind}`, cx: x, cy: y, r: 4 });
}

function draw(options, all, width, height) {
  const xs = [...all.map(([x]) => x), ...(options.verticals ?? []).map(line => line.x)];
  const ys = [...all.map(([, y]) => y), ...(options.horizontals ?? []).map(line => line.y), ...(options.y.zero ? [0] : [])];
  const x = scale(xs, LEFT, width - RIGHT, options.x.log);
  const y = scale(ys, height - BOTTOM, TOP, options.y.log);
  const path = points => points.map(([a, b], n) => `${n ? 'L' : 'M'}${x.at(a).toFixed(1)} ${y.at(b).toFixed(1)}`).join('');
  return s('svg', { class: 'plane', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': options.label },
    (options.x.ticks ?? ticks(x.low, x.high, options.x.log, Math.floor(width / 75))).map(value => s('g', { class: 'tick' },
      s('line', { x1: x.at(value), x2: x.at(value), y1: TOP, y2: height - BOTTOM }),
      s('text', { x: x.at(value), y: height - BOTTOM + 13, 'text-anchor': 'middle' }, options.x.format(value)))),
    ticks(y.low, y.high, options.y.log, 5).map(value => s('g', { class: 'tick' },
      s('line', { x1: LEFT, x2: width - RIGHT, y1: y.at(value), y2: y.at(value) }),
      s('text', { x: LEFT - 6, y: y.at(value) + 4, 'text-anchor': 'end' }, options.y.format(value)))),
    s('text', { class: 'axis', x: (LEFT + width - RIGHT) / 2, y: height - 5, 'text-anchor': 'middle' }, options.x.name),
    s('text', { class: 'axis', x: 12, y: (TOP + height - BOTTOM) / 2, 'text-anchor': 'middle', transform: `rotate(-90 12 ${(TOP + height - BOTTOM) / 2})` }, options.y.name),
    (options.bands ?? []).map(band => s('path', {
      class: band.kind,
      d: `${path(band.points.map(([a, low]) => [a, low]))}${band.points.toReversed().map(([a, , high]) => `L${x.at(a).toFixed(1)} ${y.at(high).toFixed(1)}`).join('')}Z`,
    })),
    (options.verticals ?? []).map(line => s('g', null,
      s('line', { class: line.kind, x1: x.at(line.x), x2: x.at(line.x), y1: TOP, y2: height - BOTTOM }, s('title', null, line.name)))),
    (options.horizontals ?? []).map(line => s('line', { class: line.kind, x1: LEFT, x2: width - RIGHT, y1: y.at(line.y), y2: y.at(line.y) }, s('title', null, line.name))),
    (options.lines ?? []).map(line => s('path', { class: line.kind, d: path(line.points) })),
    (options.points ?? []).map(point => {
      const attributes = point.onclick
        ? { tabindex: '0', role: 'button', 'data-key': point.key, 'aria-label': point.title, onclick: point.onclick, onkeydown: event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); point.onclick(); } } }
        : { 'aria-hidden': 'true' };
      return s('g', attributes, point.ring && s('circle', { class: 'ring', cx: x.at(point.x), cy: y.at(point.y), r: 8 }), mark(point.kind, x.at(point.x), y.at(point.y), {}), s('title', null, point.title));
    }));
}
