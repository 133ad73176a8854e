// Charts over time, drawn by uPlot.

import { h } from './dom.js';
import { downloads } from './download.js';
import { colour, onTheme } from './theme.js';

const HEIGHT = 180;

// Numbers and words are painted first; what draws charts is read after them.
let library = null;
const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
const drawing = () => library ??= painted().then(() => import('./uplot.js'));

const two = value => String(value).padStart(2, '0');
const clock = seconds => { const date = new Date(seconds * 1000); return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`; };

function axes(format) {
  const common = () => ({ stroke: colour('muted'), font: '11px system-ui', grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('grid'), width: 1, size: 4 } });
  return [
    { ...common(), values: (_, splits) => splits.map(clock), space: 70, size: 30 },
    { ...common(), values: (_, splits) => splits.map(value => format(value)), size: 62, space: 34 },
  ];
}

// A value between two gaps has no line, and would not be seen.
const lonely = values => [...values.keys()].filter(n => values[n] !== null && (values[n - 1] ?? null) === null && (values[n + 1] ?? null) === null);

/**
 * A figure of series over time.
 * { title, label, x: seconds[], series: [{ name, values, colour, stepped, points, dash, width, fill, unit }], bands: [{ series: [hi, lo], colour }],
 *   format, line: { value, name }, marks: { at: seconds[], name }, min, rows }
 */
export function timeChart(options) {
  const body = h('div', { class: 'plot' });
  const legend = h('ul', { class: 'legend' });
  const figure = h('figure', { class: 'figure' },
    h('figcaption', null, h('span', { class: 'figure-title' }, options.title), downloads(options.title, () => figure.rows())), body, legend);
  figure.rows = options.rows;
  let uPlot = null;
  let plot = null;
  let latest = options;

  const data = now => [now.x, ...now.series.map(series => series.values)];

  function build() {
    if (!uPlot || options.signal?.aborted) return;
    plot?.destroy();
    body.replaceChildren();
    if (!latest.x.length) {
      body.append(h('p', { class: 'empty' }, latest.empty ?? 'Nothing has been measured yet.'));
      plot = null;
      return;
    }
    plot = new uPlot({
      width: Math.max(240, body.clientWidth || 480), height: latest.height ?? HEIGHT,
      cursor: { y: false, points: { size: 6 } }, legend: { show: false }, padding: [8, 28, 0, 0],
      scales: {
        x: { time: true, range: latest.range ? () => latest.range() : undefined },
        y: { range: (_, low, high) => [Math.min(latest.min ?? 0, low ?? 0), Math.max(latest.line?.value ?? 0, high ?? 0, 1e-9) * 1.08] },
      },
      axes: axes(latest.axisFormat ?? latest.format),
      series: [{}, ...latest.series.map(series => ({
        label: series.name, stroke: () => colour(series.colour), width: series.width ?? 1.5, dash: series.dash,
        fill: series.fill ? () => colour(series.fill) : undefined,
        paths: series.points ? () => null : series.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
        points: series.points ? { show: true, size: 5, fill: colour(series.colour) } : { show: true, size: 5, fill: colour(series.colour), filter: (chart, n) => lonely(chart.data[n]) },
        spanGaps: false,
      }))],
      bands: (latest.bands ?? []).map(band => ({ series: band.series, fill: colour(band.colour) })),
      hooks: { draw: [drawMarks], setCursor: [readout] },
    }, data(latest), body);
    plot.root.setAttribute('aria-hidden', 'true');
    body.setAttribute('role', 'img');
    body.setAttribute('aria-label', latest.label);
    readout();
  }

  function drawMarks(chart) {
    const { ctx, bbox } = chart;
    const scale = devicePixelRatio;
    ctx.save();
    if (latest.line) {
      const y = Math.round(chart.valToPos(latest.line.value, 'y', true));
      ctx.strokeStyle = colour('bad');
      ctx.lineWidth = scale;
      ctx.setLineDash([5 * scale, 4 * scale]);
      ctx.beginPath(); ctx.moveTo(bbox.left, y); ctx.lineTo(bbox.left + bbox.width, y); ctx.stroke();
    }
    ctx.fillStyle = colour('warn');
    for (const at of latest.marks?.at ?? []) {
      const x = chart.valToPos(at, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      const y = bbox.top + bbox.height;
      ctx.beginPath(); ctx.moveTo(x, y - 8 * scale); ctx.lineTo(x - 4 * scale, y); ctx.lineTo(x + 4 * scale, y); ctx.fill();
    }
    ctx.restore();
  }

  function readout() {
    const place = plot?.cursor?.idx;
    const at = place ?? latest.x.length - 1;
    legend.replaceChildren(
      ...latest.series.map((series, n) => [series, latest.series[n].values[at]]).filter(([series]) => !series.quiet).map(([series, value]) => h('li', null,
        h('i', { class: series.points ? 'swatch dot' : 'swatch', style: { background: `var(--${series.colour})` } }), series.name, ' ', h('b', null, value === null || value === undefined ? '–' : latest.format(value)))),
      ...(latest.bandNames ?? []).map(([name, band]) => h('li', null, h('i', { class: 'swatch band', style: { background: `var(--${band})` } }), name)),
      ...(latest.line ? [h('li', null, h('i', { class: 'swatch dashed' }), latest.line.name, ' ', h('b', null, latest.format(latest.line.value)))] : []),
      ...(latest.marks ? [h('li', null, h('i', { class: 'swatch mark' }), `${latest.marks.name} `, h('b', null, String(latest.marks.at.length)))] : []),
      ...(latest.x.length ? [h('li', { class: 'at' }, clock(latest.x[at]))] : []));
  }

  new ResizeObserver(() => { if (plot) plot.setSize({ width: Math.max(240, body.clientWidth), height: latest.height ?? HEIGHT }); }).observe(body);
  const stop = onTheme(() => build());
  options.signal?.addEventListener('abort', () => { stop(); plot?.destroy(); plot = null; });
  drawing().then(loaded => { uPlot = loaded.default; build(); }, error => body.replaceChildren(h('p', { class: 'empty' }, `The chart cannot be drawn: ${error.message}`)));
  readout();

  /** Shows other data in the same figure. */
  figure.update = now => {
    const same = plot && latest.series.length === now.series.length;
    latest = { ...latest, ...now };
    figure.rows = latest.rows;
    if (!same || !latest.x.length) { build(); return; }
    body.setAttribute('aria-label', latest.label);
    plot.setData(data(latest));
    readout();
  };
  return figure;
}
