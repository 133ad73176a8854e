// Light, dark, or as the system is.

const KEY = 'aquatope-theme';
const CHOICES = ['system', 'light', 'dark'];
const listeners = new Set();
const system = matchMedia('(prefers-color-scheme: dark)');

const choice = () => CHOICES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : 'system';

function apply() {
  const value = choice();
  document.documentElement.dataset.theme = value === 'system' ? (system.matches ? 'dark' : 'light') : value;
  for (const listener of listeners) listener();
}

system.addEventListener('change', apply);
apply();

/** Calls back when colours have changed. */
export const onTheme = listener => { listeners.add(listener); return () => listeners.delete(listener); };

/** The colour that a variable of the style sheet has in the theme in force. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Goes to the next choice, and returns it. */
export function nextTheme() {
  const next = CHOICES[(CHOICES.indexOf(choice()) + 1) % CHOICES.length];
  localStorage.setItem(KEY, next);
  apply();
  return next;
}

export const currentTheme = choice;
