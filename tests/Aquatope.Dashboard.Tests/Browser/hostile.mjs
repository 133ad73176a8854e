// Looks at executions whose names and payloads would like to be markup.

import { open, run } from './browser.mjs';

await run(async (browser, { url, hub, ids }) => {
  const { page, noted } = await open(browser, url);
  const texts = [];
  await page.waitForSelector('h1:text-is("Executions")');
  await page.waitForSelector('tbody a');
  texts.push(await page.innerText('main'));
  for (const id of ids) {
    await page.evaluate(to => { location.hash = to; }, `#/execution?${new URLSearchParams({ hub, id })}`);
    await page.waitForFunction(wanted => document.querySelector('h1')?.textContent === wanted, id);
    await page.click('summary:has-text("History")');
    await page.waitForSelector('details.panel td');
    for (const summary of await page.$$('.gantt summary')) await summary.click();
    texts.push(await page.innerText('main'));
  }
  const hacked = await page.evaluate(() => Boolean(window.hacked) || document.querySelectorAll('main img, main script, main iframe').length > 0);
  return { hacked, texts, errors: [...noted.errors, ...noted.foreign] };
});
