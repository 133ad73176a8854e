// Opens the page, and tells what it asked for until what it shows is kept up to date.

import { open, run } from './browser.mjs';

await run(async (browser, { url, content }) => {
  const { page, noted } = await open(browser, url);
  await page.waitForSelector(content);
  await page.waitForSelector('.live[title="Live"]');
  return { asked: noted.asked, errors: [...noted.errors, ...noted.foreign] };
});
