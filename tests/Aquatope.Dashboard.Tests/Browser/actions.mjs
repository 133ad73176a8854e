// Does with executions what the page offers, as a user would.

import { open, run } from './browser.mjs';

await run(async (browser, { url, hub }) => {
  const { page, noted } = await open(browser, url);
  const steps = [];
  const badge = text => page.waitForSelector(`.heading .badge:text-is("${text}")`);
  const toast = text => page.waitForSelector(`.toast:has-text("${text}")`);
  const press = name => page.click(`.tools button:text-is("${name}")`);
  const confirm = () => page.click('dialog button[type=submit]');
  const go = async (path, query) => {
    await page.evaluate(to => { location.hash = to; }, `#/${path}?${new URLSearchParams(query)}`);
    await page.waitForSelector(query.id ? `h1:has-text("${query.id}")` : 'h1:text-is("Executions")');
  };
  const step = async (name, work) => { await work(); steps.push(name); };
  const start = async (name, id, input) => {
    await go('executions', { hub });
    await press('Start…');
    await page.fill('dialog label:has-text("Orchestrator") input', name);
    await page.fill('dialog textarea', input);
    await page.fill('dialog label:has-text("Instance ID") input', id);
    await confirm();
    await page.waitForSelector(`h1:has-text("${id}")`);
  };

  await page.waitForSelector('h1:text-is("Executions")');
  await step('start', async () => { await start('Wait', 'wait-1', '{"a": 1}'); await badge('running'); });
  await step('suspend', async () => { await press('Suspend…'); await page.fill('dialog input', 'a pause'); await confirm(); await badge('suspended'); });
  await step('resume', async () => { await press('Resume…'); await confirm(); await badge('running'); });
  await step('raise event', async () => {
    await press('Raise event…');
    await page.fill('dialog label:has-text("Event") input', 'go');
    await page.fill('dialog textarea', 'no json');
    await confirm();
    await page.waitForSelector('dialog .problem:has-text("no JSON")');
    await page.fill('dialog textarea', '"came"');
    await confirm();
    await badge('completed');
    await page.waitForSelector('pre.payload:has-text("came")');
  });
  await step('history', async () => { await page.click('summary:has-text("History")'); await page.waitForSelector('td:text-is("EventRaised")'); });
  await step('restart', async () => { await press('Restart…'); await confirm(); await toast('Started'); await page.waitForSelector('h1:not(:has-text("wait-1"))'); await badge('running'); });
  await step('terminate', async () => { await press('Terminate…'); await page.fill('dialog input', 'enough'); await confirm(); await badge('terminated'); });
  await step('purge', async () => { await press('Purge…'); await confirm(); await toast('Purged'); await page.waitForSelector('h1:text-is("Executions")'); });
  await step('failure', async () => { await start('Fail', 'fail-1', ''); await badge('failed'); await page.waitForSelector('.failed pre:has-text("It cannot be done")'); });
  await step('rewind', async () => { await press('Rewind…'); await page.fill('dialog input', 'once more'); await confirm(); await toast('Rewound'); await page.click('summary:has-text("History")'); await page.waitForSelector('td:text-is("ExecutionRewound")'); });
  await step('search', async () => {
    await go('executions', { hub });
    await page.fill('input[type=search]', 'FAIL-');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1 && document.querySelector('tbody').textContent.includes('fail-1'));
  });
  await step('keyboard', async () => {
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'main');
  });
  await step('download', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('button[aria-label="Save Executions as CSV"]')]);
    if (download.suggestedFilename() !== 'executions.csv') throw new Error(download.suggestedFilename());
  });
  await step('token', async () => {
    await page.click('#tools button:text-is("Can act")');
    await press('Start…');
    await page.fill('dialog input[type=password]', 'wrong');
    noted.errors.length = 0;
    await confirm();
    await page.waitForSelector('dialog .problem:has-text("token")');
    // That the server refuses is what was asked for, and the browser logs it.
    noted.errors = noted.errors.filter(error => !error.includes('401'));
  });
  return { steps, errors: [...noted.errors, ...noted.foreign] };
});
