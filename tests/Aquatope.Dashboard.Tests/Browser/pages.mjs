// Opens pages in light and dark, wide and narrow: what is wrong with them, and how they look.

import { mkdirSync } from 'node:fs';
import { open, run, violations } from './browser.mjs';

const WAYS = [['light', 1920, 1080], ['dark', 390, 844], ['light', 390, 844], ['dark', 1920, 1080]];

await run(async (browser, { url, pages, shots }) => {
  const seen = [];
  if (shots) mkdirSync(shots, { recursive: true });
  for (const [colorScheme, width, height] of WAYS) {
    const { page, noted, close } = await open(browser, url, { colorScheme, viewport: { width, height } });
    await page.waitForSelector('main h1');
    for (const { name, hash, wait } of pages) {
      await page.evaluate(to => { location.hash = to; }, hash);
      await page.waitForSelector(wait);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      const found = await violations(page);
      if (shots) {
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: width < 1000 ? false : true });
      }
      seen.push({ name, colorScheme, width, scrollsSideways: wide, violations: found, text: await page.innerText('main') });
    }
    seen.push({ name: 'noted', colorScheme, width, scrollsSideways: false, violations: [...noted.errors, ...noted.foreign], text: '' });
    await close();
  }
  return seen;
});
