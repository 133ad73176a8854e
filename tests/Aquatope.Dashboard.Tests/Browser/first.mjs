// Opens the page, and tells what it asked for before it had itself told of changes.

import { open, run } from './browser.mjs';

await run(async (browser, { url, content }) => {
  const { page, noted } = await open(browser, url);
  await page.waitForSelector(content);
  await page.waitForSelector('.live[title="Live"]');
  const needed = noted.asked.slice(0, noted.asked.indexOf('/api/live'));
  return { asked: needed, errors: [...noted.errors, ...noted.foreign] };
});
