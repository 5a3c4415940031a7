// Readings sent without login: taken by the account's number and the meter's, and nothing else is told.
import type { Page } from '@playwright/test';
import { claimAccount, onlyMeter, withReplacedMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { accountNumber, first, GUEST_PAGE, halfPeak, meterNumber, night, NOT_TAKEN, sendAsGuest, type GuestForm } from '../support/guest';
import { arrive, expectSummary, expectWrong, loosely, open, press } from '../support/page';
import { atHome } from '../support/people';
import { accepted, openHistory, register, rowsWith } from '../support/readings';
import { next } from '../support/registry';
import { expect, test } from '../support/test';

test('the login page leads to the form, and readings of a meter with one zone are taken', async ({ page }) => {
  const account = claimAccount(withZones(1));
  const meter = onlyMeter(account);
  await open(page, '/login');
  await page.getByRole('link', { name: 'Передать показания без входа' }).click();
  await arrive(page, GUEST_PAGE);
  await expectGood(page);
  // As people copy it: lower case, a Latin C, no hyphen.
  const serial = `№ ${meter.serial.toLowerCase().replace('с', 'c').replace('-', ' ')}`;
  const reading = next(meter, 'single');
  await sendAsGuest(page, { number: account.number, serial, first: reading });
  await expect(accepted(page)).toBeVisible();
  await expectGood(page);
  for (const secret of [account.address, account.surname, meter.serial, String(meter.last.single)]) {
    await expect(page.getByRole('main')).not.toContainText(secret);
  }
  await page.getByRole('link', { name: 'Передать ещё' }).click();
  await arrive(page, GUEST_PAGE);
  await expect(first(page)).toHaveValue('');

  const home = await atHome(page, account);
  await open(page, home);
  await expect(accepted(page)).toBeVisible();
  await expect(register(page, 'single')).toHaveValue(reading);
  await openHistory(page, home);
  await expect(rowsWith(page, reading)).toContainText('Передано без входа');
});

test('a meter with three zones takes three readings', async ({ page }) => {
  const account = claimAccount(withZones(3));
  const meter = onlyMeter(account);
  const readings = { first: next(meter, 'peak'), night: next(meter, 'night'), halfPeak: next(meter, 'half_peak') };
  await open(page, GUEST_PAGE);
  await sendAsGuest(page, { number: account.number, serial: meter.serial, first: readings.first, halfPeak: readings.halfPeak });
  await expectWrong(night(page), 'Введите показание.');
  await expect(halfPeak(page)).toHaveValue(readings.halfPeak);
  await expectGood(page);
  await sendAsGuest(page, { number: account.number, serial: meter.serial, ...readings });
  await expect(accepted(page)).toBeVisible();
  await open(page, await atHome(page, account));
  await expect(register(page, 'peak')).toHaveValue(readings.first);
  await expect(register(page, 'half_peak')).toHaveValue(readings.halfPeak);
  await expect(register(page, 'night')).toHaveValue(readings.night);
});

test('whatever is wrong gets the same sentence, and what was typed stays', async ({ page }) => {
  const account = claimAccount(withZones(1));
  const meter = onlyMeter(account);
  const replaced = claimAccount(withReplacedMeter);
  const old = replaced.meters.find(({ archived }) => archived);
  const right = { number: account.number, serial: meter.serial, first: next(meter, 'single') };
  const wrong: GuestForm[] = [
    { ...right, number: '699999999' },
    { ...right, serial: 'СЭ-0' },
    { ...right, first: next(meter, 'single', -1) },
    { ...right, night: '100' },
    { number: replaced.number, serial: old?.serial ?? '', first: '99999' },
  ];
  const seen = new Set<string>();
  for (const typed of wrong) {
    await open(page, GUEST_PAGE);
    await sendAsGuest(page, typed);
    await expectSummary(page, NOT_TAKEN);
    await expect(accountNumber(page)).toHaveValue(typed.number);
    await expect(meterNumber(page)).toHaveValue(typed.serial);
    await expect(first(page)).toHaveValue(typed.first);
    seen.add(await told(page));
  }
  expect(seen.size, 'nothing else on the page tells them apart').toBe(1);
  await expectGood(page);
});

test('an empty form names what is missing', async ({ page }) => {
  await open(page, GUEST_PAGE);
  await press(page, 'Передать показания');
  await expectWrong(accountNumber(page), 'Введите номер лицевого счёта.');
  await expectWrong(meterNumber(page), 'Введите номер счётчика.');
  await expectWrong(first(page), 'Введите показание.');
  await expectGood(page);
});

test('the hint says when the branch of the number takes readings @js', async ({ page }) => {
  const account = claimAccount(withZones(1));
  await open(page, GUEST_PAGE);
  await expect(accountNumber(page)).toHaveAccessibleDescription(loosely('в верхней части квитанции'));
  await accountNumber(page).fill(account.number);
  await expect(accountNumber(page)).toHaveAccessibleDescription(/показания принимаются с \d+ по \d+ число/);
});

test('after five wrong tries the account waits, for this network alone', async ({ page }) => {
  const account = claimAccount(withZones(1));
  const right = { number: account.number, serial: onlyMeter(account).serial, first: next(onlyMeter(account), 'single') };
  for (let tried = 0; tried < 5; tried += 1) {
    await open(page, GUEST_PAGE);
    await sendAsGuest(page, { ...right, serial: 'СЭ-0' });
    await expectSummary(page, NOT_TAKEN);
  }
  await open(page, GUEST_PAGE);
  await sendAsGuest(page, right);
  await expectSummary(page, 'Слишком много попыток.');
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '192.0.2.77' });
  await open(page, GUEST_PAGE);
  await sendAsGuest(page, right);
  await expect(accepted(page)).toBeVisible();
});

// Every sentence of the page; the hint under the number tells its branch, which everybody may know.
async function told(page: Page): Promise<string> {
  const hint = page.locator('#f-number-hint');
  const words = await page.getByRole('main').innerText();
  return words.replace(await hint.innerText(), '');
}
