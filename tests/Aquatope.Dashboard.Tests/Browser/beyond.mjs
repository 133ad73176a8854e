// Opens the page as another machine would: first without the token, then by the printed address.

import { open, run } from './browser.mjs';

await run(async (browser, { url, content }) => {
  const without = await open(browser, url.split('#')[0]);
  await without.page.waitForSelector('h1:text-is("Token needed")');
  const shown = await without.page.innerText('main');
  // That the server refuses is what was asked for, and the browser logs it.
  const errors = without.noted.errors.filter(error => !error.includes('401'));
  const { page, noted } = await open(browser, url);
  await page.waitForSelector(content);
  await page.waitForSelector('.live[title="Live"]');
  return { shown, address: page.url(), errors: [...errors, ...noted.errors, ...noted.foreign] };
});
