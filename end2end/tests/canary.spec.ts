// The canary that listens in every test: it must sing when something that was typed turns up where it must not.
import { writeFileSync } from 'node:fs';
import { Canary } from '../support/canary';
import { fillLogin } from '../support/login';
import { open } from '../support/page';
import { expect, test } from '../support/test';
import { Watch } from '../support/watch';

const EMAIL = 'canary-0001@example.ru';
const PASSWORD = 'kanareyka-0001';

test('what was typed is found in a log and in an address, and only there', async ({ browser, isMobile, javaScriptEnabled }) => {
  const context = await browser.newContext({ isMobile, javaScriptEnabled });
  const canary = new Canary();
  canary.follow(context);
  await new Watch().follow(context);
  const page = await context.newPage();
  await open(page, '/login');
  await fillLogin(page, { email: EMAIL, password: PASSWORD });
  await expect(page.locator('.summary-errors')).toContainText('парол');

  const log = test.info().outputPath('server.log');
  writeFileSync(log, 'INFO request method=POST route=/api/identity/login status=401\n');
  expect(await canary.leaks(log)).toEqual([]);
  writeFileSync(log, `INFO login of ${EMAIL}\n`);
  expect(await canary.leaks(log)).toEqual([`the log holds "${EMAIL}"`]);

  writeFileSync(log, '');
  await page.goto(`/login?next=${encodeURIComponent(PASSWORD)}`);
  expect(await canary.leaks(log)).toEqual([`an address holds "${PASSWORD}"`]);
  await context.close();
});
