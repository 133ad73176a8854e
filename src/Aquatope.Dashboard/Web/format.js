// Numbers and times as people read them, each with its unit.

// By hand, because the first use of Intl costs 40 ms, before anything can be painted.
const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const whole = value => { const rounded = Math.round(value); return `${rounded < 0 ? '-' : ''}${grouped(String(Math.abs(rounded)))}`; };
const isNumber = value => typeof value === 'number' && Number.isFinite(value);
export const NONE = '–';

/** A count: 12,345. */
export const count = value => isNumber(value) ? whole(value) : NONE;

/** A number with a few significant digits: 0.00412, 3.1, 128. */
export function number(value, digits = 3) {
  if (!isNumber(value)) return NONE;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  if (Math.abs(rounded) >= 1000) return whole(value);
  return Math.abs(rounded) >= 1e-6 ? String(rounded) : rounded.toExponential();
}

/** A duration given in milliseconds: 0.8 ms, 612 ms, 1.24 s, 2 min 3 s. */
export function duration(ms) {
  if (!isNumber(ms)) return NONE;
  if (Math.abs(ms) < 10) return `${Number(ms.toFixed(1))} ms`;
  if (Math.abs(ms) < 1000) return `${Math.round(ms)} ms`;
  if (Math.abs(ms) < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** A duration on an axis: 50 ms, 2 s, 1.5 min. */
export function shortDuration(ms) {
  const [value, unit] = ms < 1000 ? [ms, 'ms'] : ms < 60_000 ? [ms / 1000, 's'] : ms < 3_600_000 ? [ms / 60_000, 'min'] : [ms / 3_600_000, 'h'];
  return `${number(value, 3)} ${unit}`;
}

/** A share in [0, 1]: 4.2 %. */
export function percent(share, digits = 1) {
  if (!isNumber(share)) return NONE;
  const value = share * 100;
  return `${Number(value.toFixed(value !== 0 && Math.abs(value) < 1 ? 2 : digits))} %`;
}

/** A change from one value to another: −43 %. */
export function change(from, to) {
  if (!isNumber(from) || !isNumber(to) || from === 0) return NONE;
  const value = (to / from - 1) * 100;
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(Math.abs(value) < 10 ? 1 : 0)} %`;
}

/** A size in characters of text. */
export const size = length => length < 10_000 ? `${count(length)} characters` : `${number(length / 1000)} thousand characters`;

/** A rate per second. */
export const rate = value => isNumber(value) ? `${number(value)} / s` : NONE;

/** What a worker gets: 0.5 vCPU · 256 MiB · ×2. */
export const resources = value => value ? `${number(value.cpu)} vCPU · ${value.memoryMiB} MiB · ×${value.concurrency}` : NONE;

const two = value => String(value).padStart(2, '0');

/** A moment as local time; with its date unless it is of today. */
export function moment(value, seconds = true) {
  if (!value) return NONE;
  const date = new Date(value);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}${seconds ? ':' + two(date.getSeconds()) : ''}`;
  return date.toDateString() === new Date().toDateString() ? time : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** How long ago: 3 s ago. */
export function ago(value) {
  const passed = Date.now() - new Date(value).getTime();
  return passed < 1500 ? 'just now' : `${passed < 59_500 ? `${Math.round(passed / 1000)} s` : duration(passed)} ago`;
}

/** A camel-case word as words: rolledBack, rolled back. */
export const words = value => String(value).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
