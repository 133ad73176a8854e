// Approves what a cycle recommends, and takes it back.

import { open, run } from './browser.mjs';

await run(async (browser, { url }) => {
  const { page, noted } = await open(browser, url);
  const steps = [];
  await page.waitForSelector('h1');
  await page.evaluate(() => { location.hash = '#/tuning'; });
  await page.waitForSelector('.badge:text-is("recommended")');
  await page.click('button:text-is("Approve and apply…")');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.badge:text-is("applied")');
  steps.push('approve');
  await page.click('button:text-is("Roll back…")');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.badge:text-is("rolled back")');
  steps.push('roll back');
  await page.focus('svg g[role=button]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#trial .panel');
  steps.push('trial by keyboard');
  await page.click('button:text-is("Start a cycle…")');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.verdict.busy');
  steps.push('start');
  return { steps, errors: [...noted.errors, ...noted.foreign] };
});
