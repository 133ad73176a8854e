// Saves what a chart or table shows.

import { h } from './dom.js';

/** Saves a blob as a file. */
export function save(blob, name) {
  const link = h('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
function cell(value) {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of objects as CSV; the columns are those of any row. */
export function csv(rows) {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  return [columns.join(','), ...rows.map(row => columns.map(column => cell(row[column])).join(','))].join('\n') + '\n';
}

/** The two buttons that save rows; `rows` is called when one is pressed. */
export function downloads(name, rows) {
  const button = (kind, type, text) => h('button', {
    type: 'button', class: 'link', 'aria-label': `Save ${name} as ${kind}`, 'data-key': `save-${name}-${kind}`,
    onclick: () => save(new Blob([text(rows())], { type }), `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${kind.toLowerCase()}`),
  }, kind);
  return h('span', { class: 'downloads' }, button('CSV', 'text/csv', csv), button('JSON', 'application/json', value => JSON.stringify(value, null, 2)));
}
