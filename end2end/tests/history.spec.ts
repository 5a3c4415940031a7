// The history: years and zones have addresses of their own, months stand beside last year's, the whole is a file.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { claimAccount, onlyMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { arrive } from '../support/page';
import { atHome } from '../support/people';
import { openHistory } from '../support/readings';
import type { Meter } from '../support/registry';
import { expect, test } from '../support/test';

let home: string;
let meter: Meter;

test.beforeEach(async ({ page }) => {
  const account = claimAccount(withZones(2));
  meter = onlyMeter(account);
  home = await atHome(page, account);
  await openHistory(page, home);
});

test('a year has an address of its own', async ({ page }) => {
  await expect(chip(page, '12 месяцев')).toHaveAttribute('aria-current', 'true');
  await expect(months(page).getByRole('columnheader')).toHaveText(['Месяц', '2026', '2025']);
  await chip(page, '2025').click();
  await page.waitForURL(/\/history\?year=2025$/);
  await expect(chip(page, '2025')).toHaveAttribute('aria-current', 'true');
  await expect(months(page).getByRole('columnheader')).toHaveText(['Месяц', '2025', '2024']);
  await expect(months(page).getByRole('row')).toHaveCount(13);
  await expect(readings(page).getByRole('rowheader')).toHaveText(Array<RegExp>(24).fill(/2025/));
  await expectGood(page);
});

test('a zone alone may be shown', async ({ page }) => {
  await expect(readings(page).getByRole('cell', { name: /День$/ }).first()).toBeVisible();
  await chip(page, 'Ночь').click();
  await page.waitForURL(/\/history\?zone=night$/);
  await expect(readings(page).getByRole('cell', { name: /День$/ })).toHaveCount(0);
  await expect(readings(page).getByRole('cell', { name: /Ночь$/ }).first()).toBeVisible();
  await chip(page, '2024').click();
  await page.waitForURL(/\/history\?year=2024&zone=night$/);
  await expect(chip(page, 'Ночь')).toHaveAttribute('aria-current', 'true');
  await expectGood(page);
});

test('the whole history is a file', async ({ page }) => {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Скачать все показания (CSV)' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^pokazaniya-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
  expect(lines[0]).toContain('Дата;Счётчик;Зона;Показание, кВт·ч;Расход, кВт·ч;Источник;Заменено');
  expect(lines).toHaveLength(1 + 36 * 2);
  expect(lines.slice(1, 3).join()).toContain(`;${meter.serial};Ночь;${String(meter.last.night)};`);
  const nowhere = await page.request.get(`${home.replace(/[0-9a-f]{12}$/, '000000000000')}/history.csv`);
  expect(nowhere.status()).toBe(404);
});

test('the file is for nobody else', async ({ page, context }) => {
  await context.clearCookies();
  await page.goto(`${home}/history.csv`);
  await arrive(page, '/login');
});

function chip(page: Page, text: string) {
  return page.getByRole('link', { name: text, exact: true });
}

function months(page: Page) {
  return page.getByRole('table', { name: 'Расход по месяцам, кВт·ч' });
}

function readings(page: Page) {
  return page.getByRole('table', { name: 'Показания счётчиков, новые сверху' });
}
