// What the scripts share: a page that notes every error and every request to another host.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Reads what the test wants, runs `work` in a browser, and says what came of it as one line of JSON. */
export async function run(work) {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const input = JSON.parse(text);
  const browser = await chromium.launch({ executablePath: input.chromium, args: ['--no-sandbox'] });
  try {
    console.log(JSON.stringify(await work(browser, input)));
  } finally {
    await browser.close();
  }
}

/** Opens a page of the dashboard; `noted` collects what must not happen and what was asked for, and `first.script` runs with `first.input` before the page's own scripts. */
export async function open(browser, url, options = {}, first = null) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  if (first) await page.addInitScript(first.script, first.input);
  const noted = { errors: [], foreign: [], asked: [] };
  page.on('console', message => { if (message.type() === 'error') noted.errors.push(message.text()); });
  page.on('pageerror', error => noted.errors.push(String(error)));
  page.on('request', request => noted.asked.push(new URL(request.url()).pathname));
  page.on('request', request => { if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('blob:')) noted.foreign.push(request.url()); });
  await page.goto(url);
  return { page, noted, close: () => context.close() };
}

/** Returns what axe-core objects to, as lines. */
export async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}
