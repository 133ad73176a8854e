// Speaks with the server: reads, acts with the token, and follows what changes.

const KEY = 'aquatope-token';
const listeners = new Set();

/** What the server refused, with its status. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The token that allows to act, or null. It stays in this tab. */
export const token = () => sessionStorage.getItem(KEY);

export function setToken(value) {
  if (value) sessionStorage.setItem(KEY, value); else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

export const onToken = listener => listeners.add(listener);

/** Takes the token out of the address that the program printed, so that it stays out of the history. */
export function takeTokenFromAddress() {
  const match = /^#token=([\w-]+)$/.exec(location.hash);
  if (match) {
    setToken(match[1]);
    history.replaceState(null, '', '#/');
  }
}

function headers(more) {
  const value = token();
  return value ? { ...more, Authorization: `Bearer ${value}` } : { ...more };
}

async function check(response) {
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Refused(body.error ?? `The server answered ${response.status}.`, response.status);
}

function address(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const item of [value].flat()) if (item !== null && item !== undefined && item !== '') parameters.append(name, item);
  }
  const text = parameters.toString();
  return `/api/${path}${text ? '?' + text : ''}`;
}

// What the first look asks came with the page; each answer is used once.
const first = new Map(JSON.parse(document.getElementById('first-answers').textContent || '[]').map(({ path, query, answer }) => [address(path, query), answer]));

/** Forgets the answers that came with the page: from now on they would be old. */
export const forgetFirstAnswers = () => first.clear();

/** Reads a document. Once `signal` tells that the page has been left, the answer never comes, so that nothing of that page goes on. */
export async function read(path, query, signal) {
  const from = address(path, query);
  const known = first.get(from);
  if (first.delete(from)) return known;
  try {
    const response = await check(await fetch(from, { headers: headers(), signal }));
    return await response.json();
  } catch (error) {
    if (signal?.aborted) return new Promise(() => {});
    throw error;
  }
}

/** Reads bytes, to be saved. */
export async function readBlob(path, query) {
  return (await check(await fetch(address(path, query), { headers: headers() }))).blob();
}

/** Asks for something to be done. */
export async function act(path, body) {
  const response = await check(await fetch(address(path), {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json' }),
    body: JSON.stringify(body ?? {}),
  }));
  return response.status === 204 ? null : response.json();
}

/** Follows a stream of server-sent events until the signal ends it; EventSource cannot send the token. */
export async function stream(path, query, signal, onEvent) {
  const response = await check(await fetch(address(path, query), { headers: headers({ Accept: 'text/event-stream' }), signal }));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const data = event.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trimStart()).join('\n');
      if (data) onEvent(JSON.parse(data));
    }
  }
}
