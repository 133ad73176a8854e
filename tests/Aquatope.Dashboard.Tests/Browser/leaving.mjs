// Leaves a page while it asks for something, then has something refused that a page asks for.

import { open, run } from './browser.mjs';

await run(async (browser, { url }) => {
  const { page, noted } = await open(browser, url);
  const go = async (hash, wait) => {
    await page.evaluate(to => { location.hash = to; }, hash);
    await page.waitForSelector(wait);
  };
  await go('#/pools', '.pool .plot canvas');
  let asked;
  const waits = new Promise(resolve => { asked = resolve; });
  await page.route('**/api/pools*', () => asked());
  await page.click('button:text-is("5 min")');
  await waits;
  await go('#/tuning', '.line-model');
  const left = [...noted.errors, ...noted.foreign];

  await page.unroute('**/api/pools*');
  await go('#/pools', '.pool .plot canvas');
  await page.route('**/api/pools*', route => route.fulfill({ status: 500, json: { error: 'The disk is full.' } }));
  await page.click('button:text-is("60 min")');
  await page.waitForSelector('.toast.bad');
  return { left, told: await page.innerText('.toast.bad') };
});
