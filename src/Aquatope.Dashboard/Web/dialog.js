// Asks before something is done, and says what came of it.

import { h } from './dom.js';
import { act, setToken, token } from './api.js';

/** Says something for a few seconds. */
export function toast(text, kind = 'good') {
  const item = h('p', { class: `toast ${kind}` }, text);
  document.getElementById('toasts').append(item);
  setTimeout(() => item.remove(), kind === 'bad' ? 12_000 : 5000);
}

/**
 * Opens a dialog with fields and two buttons; `submit` gets the values, and what it throws is shown in the dialog.
 * A field is { name, label, kind: text | area | check, value, hint, required }.
 */
export function ask({ title, text, fields = [], confirm, danger = false, submit }) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const inputs = fields.map(field => [field, input(field)]);
  const go = h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm);
  const box = h('dialog', { 'aria-labelledby': 'dialog-title' },
    h('form', {
      method: 'dialog',
      onsubmit: async event => {
        event.preventDefault();
        go.disabled = true;
        problem.textContent = '';
        try {
          await submit(Object.fromEntries(inputs.map(([field, element]) => [field.name, field.kind === 'check' ? element.checked : element.value])));
          box.close();
        } catch (error) {
          problem.textContent = error.message;
        } finally {
          go.disabled = false;
        }
      },
    },
      h('h2', { id: 'dialog-title' }, title),
      text && h('p', null, text),
      inputs.map(([field, element]) => h('label', { class: field.kind === 'check' ? 'check' : 'field' },
        field.kind === 'check' ? [element, field.label] : [field.label, element],
        field.hint && h('small', null, field.hint))),
      problem,
      h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => box.close() }, 'Cancel'), go)));
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
}

function input(field) {
  if (field.kind === 'check') return h('input', { type: 'checkbox', checked: field.value });
  if (field.kind === 'area') return h('textarea', { rows: 6, spellcheck: 'false', value: field.value ?? '' });
  return h('input', { type: field.kind ?? 'text', autocomplete: 'off', spellcheck: 'false', required: field.required, value: field.value ?? '' });
}

/** Asks for the token that the program printed. */
export function askForToken(then) {
  ask({
    title: 'Token needed',
    text: 'Whoever changes something shows the token that was printed when the program started, after “#token=” in the address of the dashboard.',
    fields: [{ name: 'token', label: 'Token', kind: 'password', required: true }],
    confirm: 'Use it',
    submit: async ({ token: value }) => {
      const before = token();
      setToken(value.trim());
      try {
        await act('token');
      } catch (error) {
        setToken(before);
        throw error;
      }
      then?.();
    },
  });
}

/** Opens a dialog for something that needs the token; asks for the token first where it is missing. */
export function askToAct(options) {
  if (token()) ask(options); else askForToken(() => ask(options));
}

/** Reads what a user has typed as JSON; nothing is null, and what is no JSON is an error that says so. */
export function jsonOf(text) {
  if (!text.trim()) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`That is no JSON: ${error.message}. A plain text needs quotes: "text".`);
  }
}
