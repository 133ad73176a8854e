// Makes elements. Text only ever becomes text nodes, so that nothing a user has stored can become markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(element.style, value);
    else if (name === 'value' && 'value' in element) element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Makes an HTML element. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an SVG element. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Replaces what an element holds. */
export function show(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : document.createTextNode(String(child))));
}

/**
 * Replaces what an element holds, but keeps what the user is about: the focused element, by its `data-key`, and the open
 * `details`, by theirs.
 */
export function renew(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement?.dataset?.key : undefined;
  const open = new Set([...element.querySelectorAll('details[open][data-key]')].map(node => node.dataset.key));
  const scrolled = [...element.querySelectorAll('[data-scroll]')].map(node => [node.dataset.scroll, node.scrollLeft, node.scrollTop]);
  show(element, ...children);
  for (const node of element.querySelectorAll('details[data-key]')) if (open.has(node.dataset.key)) node.open = true;
  for (const [name, left, top] of scrolled) {
    const node = element.querySelector(`[data-scroll="${CSS.escape(name)}"]`);
    if (node) { node.scrollLeft = left; node.scrollTop = top; }
  }
  if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
