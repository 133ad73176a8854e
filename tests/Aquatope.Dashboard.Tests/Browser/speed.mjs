// Measures when the numbers that somebody came for are painted, and how long the page keeps a user waiting while much happens.

import { open, run } from './browser.mjs';

// From the start of the navigation until the frame that shows `content` is on its way to the screen: the task after that
// frame's callbacks. The browser's own first paint would be that of an empty page.
function noteWhenPainted(content) {
  const found = () => {
    if (!document.querySelector(content)) return false;
    requestAnimationFrame(() => {
      const afterwards = new MessageChannel();
      afterwards.port1.onmessage = () => { globalThis.paintedMs = performance.now(); };
      afterwards.port2.postMessage(null);
    });
    return true;
  };
  const watch = new MutationObserver(() => { if (found()) watch.disconnect(); });
  watch.observe(document, { childList: true, subtree: true });
}

const byValue = (a, b) => a - b;

await run(async (browser, { url, content, opens, watchMs }) => {
  const first = [];
  for (let n = 0; n < opens; n++) {
    const { page, close } = await open(browser, url, {}, { script: noteWhenPainted, input: content });
    await page.waitForFunction(() => globalThis.paintedMs !== undefined);
    first.push(await page.evaluate(() => globalThis.paintedMs));
    await close();
  }
  const { page } = await open(browser, url);
  await page.waitForSelector(content);
  const frames = await page.evaluate(ms => new Promise(resolve => {
    const gaps = [];
    const began = performance.now();
    let last = began;
    const frame = now => {
      gaps.push(now - last);
      last = now;
      if (now - began < ms) requestAnimationFrame(frame); else resolve(gaps.slice(1));
    };
    requestAnimationFrame(frame);
  }), watchMs);
  return { firstContentMs: first.toSorted(byValue), frameMs: frames.toSorted(byValue) };
});
