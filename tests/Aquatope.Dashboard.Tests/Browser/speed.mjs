// Measures how soon the list of executions is there, and how long the page keeps a user waiting while much happens.

import { open, run } from './browser.mjs';

await run(async (browser, { url, opens, watchMs }) => {
  const first = [];
  for (let n = 0; n < opens; n++) {
    const { page, close } = await open(browser, url);
    await page.waitForSelector('tbody a');
    first.push(await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => resolve(performance.now())))));
    await close();
  }
  const { page } = await open(browser, url);
  await page.waitForSelector('tbody a');
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
  return { firstContentMs: first.toSorted((a, b) => a - b), frameMs: frames.toSorted((a, b) => a - b) };
});
