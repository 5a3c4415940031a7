// A sending has a numbered receipt: a PDF from the page and from the history, which tells how far the readings have come.
import type { Page } from '@playwright/test';
import { claimAccount, onlyMeter, withZones } from '../support/claims';
import { billingSays, textOfPdf } from '../support/command';
import { expectGood } from '../support/good';
import { expectLetter } from '../support/outbox';
import { arrive, open, ready } from '../support/page';
import { atHome, link, logIn, somebodyRegistered } from '../support/people';
import { accepted, correctReadings, openHistory, rowsWith, sendReadings } from '../support/readings';
import { next, TODAY, type Account } from '../support/registry';
import { expect, test } from '../support/test';

let account: Account;
let home: string;

test.beforeEach(async ({ page }) => {
  account = claimAccount(withZones(2));
  home = await atHome(page, account);
  await page.goto(home);
  await ready(page);
});

test('a receipt is taken from the page as soon as the readings are accepted', async ({ page }) => {
  const { day, night } = await send(page);
  await expectGood(page);
  const { name, text } = await take(page, 'Квитанция о приёме');
  const number = /^kvitantsiya-((\d{4}-){2}\d{4})\.pdf$/.exec(name)?.[1] ?? '';
  expect(number).not.toBe('');
  for (const expected of [
    'АО «АтомЭнергоСбыт»',
    'Квитанция о приёме показаний',
    `№ ${number}`,
    account.number,
    account.address,
    onlyMeter(account).serial,
    `День ${grouped((onlyMeter(account).last.day ?? 0))} ${grouped(Number(day))} 50`,
    `Ночь ${grouped((onlyMeter(account).last.night ?? 0))} ${grouped(Number(night))} 50`,
    'Источник Передали вы',
    'Принято 24 ноября 2026',
    'Проверено ещё нет',
  ]) {
    expect(text).toContain(expected);
  }
});

test('the history tells how far readings have come', async ({ page }) => {
  const { day } = await send(page);
  await openHistory(page, home);
  await expect(path(page, day)).toHaveText(['Принято 24 ноября']);
  await expect(page.getByText(/^Учтено в счёте за/).first()).toBeVisible();
  await expectGood(page);

  const report = billingSays(account, `checked;${TODAY};;`, `billed;${TODAY};2026-11;`);
  expect(report).toContain('строк 2, добавлено 0, обновлено 2');
  await openHistory(page, home);
  await expect(path(page, day)).toHaveText(['Принято 24 ноября', 'Проверено 24 ноября', 'Учтено в счёте за ноябрь 2026']);
  const { text } = await take(page, 'Квитанция');
  expect(text).toContain('Учтено в счёте за ноябрь 2026 24 ноября 2026');
  expect(text).not.toContain('ещё нет');
});

test('whoever sent what the billing refused is told, until others are sent', async ({ page }) => {
  const person = await somebodyRegistered();
  const flat = claimAccount(withZones(1));
  await logIn(page, person);
  const path = await link(page, flat);
  await open(page, path);
  await correctReadings(page, { single: next(onlyMeter(flat), 'single') });
  billingSays(flat, `refused;${TODAY};;control`);
  await expectLetter(person.email, 'Показания не приняты к расчёту');
  await open(page, path);
  const told = page.getByText('не приняты к расчёту: при контрольном снятии показания другие');
  await expect(told).toBeVisible();
  await expect(accepted(page)).toBeHidden();
  await expectGood(page);
  const { text } = await take(page, 'Квитанция');
  expect(text).toContain('Не принято к расчёту: при контрольном снятии показания другие');
  await correctReadings(page, { single: next(onlyMeter(flat), 'single', 20) });
  await expect(accepted(page)).toBeVisible();
  await expect(told).toBeHidden();
});

test('a receipt is for nobody else', async ({ page, context }) => {
  await send(page);
  const link = page.getByRole('link', { name: /^Квитанция о приёме/ });
  const file = (await link.getAttribute('href')) ?? '';
  const nowhere = await page.request.get(file.replace(/[0-9a-f]{12}\/receipts/, '000000000000/receipts'));
  expect(nowhere.status()).toBe(404);
  const unknown = await page.request.get(`${home}/receipts/0000-0000-0000.pdf`);
  expect(unknown.status()).toBe(404);
  const own = await page.request.get(file);
  expect(own.headers()).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
  await context.clearCookies();
  await page.goto(file);
  await arrive(page, '/login');
});

async function send(page: Page): Promise<{ day: string; night: string }> {
  const meter = onlyMeter(account);
  const readings = { day: next(meter, 'day'), night: next(meter, 'night') };
  await sendReadings(page, readings);
  await expect(accepted(page)).toBeVisible();
  await ready(page);
  return readings;
}

async function take(page: Page, link: string): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: new RegExp(`^${link} №`) }).first().click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: textOfPdf(await file.path()) };
}

function path(page: Page, reading: string) {
  return rowsWith(page, reading).first().getByRole('list').getByRole('listitem');
}

function grouped(kwh: number): string {
  return String(kwh).replace(/\B(?=(\d{3})+$)/g, ' ');
}
