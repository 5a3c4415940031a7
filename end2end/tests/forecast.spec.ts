// Where the month is heading, and which zones would suit: on the account's page and one page behind it.
import type { Locator, Page } from '@playwright/test';
import { claimAccount, onlyMeter, withHeating, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { arrive, loosely, open } from '../support/page';
import { atHome } from '../support/people';
import { correctReadings } from '../support/readings';
import { next, price, prices, TODAY, type Account } from '../support/registry';
import { expect, test } from '../support/test';

const RANGE = 3_900;

test('the month is foretold in whole roubles, with the numbers behind', async ({ page }) => {
  const account = claimAccount(withZones(1, (candidate) => !withHeating(candidate) && candidate.category !== 'electric_heating'));
  await open(page, await atHome(page, account));
  const card = forecast(page);
  await expect(card.getByRole('heading', { name: 'Прогноз за ноябрь' })).toBeVisible();
  await expect(card.getByText(/^около [\d\s]+\s₽$/)).toBeVisible();
  await expect(card.locator('.notice')).toHaveCount(0);
  await card.getByText('Откуда эти числа').click();
  await expect(card.getByText(loosely('3 900 кВт·ч'))).toBeVisible();
  await expect(card.getByText('Темп взят из двух последних показаний', { exact: false })).toBeVisible();
  await expectGood(page);
});

test('near the end of a range the page says on which day the next one begins and what it adds', async ({ page }) => {
  const account = claimAccount(withZones(1, (candidate) => withHeating(candidate) && onlyMeter(candidate).lastReal));
  const meter = onlyMeter(account);
  await open(page, await atHome(page, account));
  // What is sent today ends November and sets the pace of December: 29 days of it are above the first range.
  const pace = 135;
  await correctReadings(page, { single: next(meter, 'single', pace * days(meter.lastDay, TODAY)) });
  const card = forecast(page);
  await expect(card.getByRole('heading', { name: 'Прогноз за декабрь' })).toBeVisible();
  const until = Number(/к\s(\d+)\sдекабря/.exec(await card.innerText())?.[1]);
  const volume = pace * days(TODAY, `2026-12-${String(until)}`);
  const [first = 0, second = 0] = prices(account, 'single');
  const more = Math.round(((volume - RANGE) * (second - first)) / 100);
  const notice = card.locator('.notice');
  await expect(notice).toContainText(loosely('Диапазон 2 начнётся 23 декабря'));
  await expect(notice).toContainText(loosely('Всё сверх 3 900 кВт·ч дороже'));
  await expect(notice).toContainText(loosely(`это добавит около ${grouped(more)} ₽`));
  await expectGood(page);
});

test('a meter with one zone: from which share of the night on zones pay, and no invented sums', async ({ page }) => {
  const account = claimAccount(withZones(1, (candidate) => !withHeating(candidate)));
  await openAdvice(page, account);
  await expect(page.getByRole('heading', { name: 'Всё решает расход ночью' })).toBeVisible();
  await expect(row(page, 'Одна зона')).toContainText(/у вас.*\d\s₽/s);
  for (const zones of ['Две зоны', 'Три зоны']) await expect(row(page, zones)).toContainText('счётчик этого не считает');
  const [single, day, night] = [price(account, 'single'), price(account, 'day'), price(account, 'night')];
  const share = Math.round(((day - single) / (day - night)) * 1000);
  const percent = share % 10 ? `${String(Math.floor(share / 10))},${String(share % 10)}` : String(share / 10);
  await expect(page.getByText(loosely(`если ночью уходит больше ${percent} %`)).first()).toBeVisible();
  await page.getByText('По месяцам').click();
  await expect(months(page)).toHaveCount(12);
  await page.getByText('По каким ценам').click();
  await expectGood(page);
});

test('a meter with two zones: one zone exactly, three between bounds', async ({ page }) => {
  await openAdvice(page, claimAccount(withZones(2)));
  await expect(page.getByText(/^У вас ночью \(23:00–7:00\) уходит [\d,]+\s% расхода\.$/)).toBeVisible();
  await expect(row(page, 'Одна зона')).toContainText(/на [\d\s]+\s₽ (дешевле|дороже)|столько же/);
  await expect(row(page, 'Две зоны')).toContainText('у вас');
  await expect(row(page, 'Три зоны')).toContainText(/[\d\s]+–[\d\s]+\s₽/);
  await expect(row(page, 'Три зоны')).toContainText(/от [\d\s]+\s₽ дешевле до [\d\s]+\s₽ дороже|(дешевле|дороже) на [\d\s]+–[\d\s]+\s₽/);
  await page.getByText('По месяцам').click();
  await expect(months(page)).toHaveCount(12);
  await expectGood(page);
});

test('a meter with three zones: everything exactly', async ({ page }) => {
  await openAdvice(page, claimAccount(withZones(3)));
  await expect(row(page, 'Три зоны')).toContainText('у вас');
  for (const zones of ['Одна зона', 'Две зоны']) await expect(row(page, zones)).toContainText(/на [\d\s]+\s₽ (дешевле|дороже)/);
  await expect(page.getByRole('heading', { name: /обошл(а|и)сь бы дешевле|самый выгодный/ })).toBeVisible();
  await expectGood(page);
});

async function openAdvice(page: Page, account: Account): Promise<void> {
  await open(page, await atHome(page, account));
  await page.getByRole('link', { name: 'Какой тариф выгоднее' }).click();
  await arrive(page, /\/tariff$/);
  await expect(page.getByRole('heading', { name: 'Какой тариф выгоднее', level: 1 })).toBeVisible();
}

function forecast(page: Page): Locator {
  return page.getByRole('region', { name: /^Прогноз за / });
}

// A row of the sums: one for each number of zones.
function row(page: Page, zones: string): Locator {
  return page.getByRole('table', { name: 'Сколько стоил бы ваш расход' }).getByRole('row').filter({ hasText: zones });
}

function months(page: Page): Locator {
  return page.getByRole('table', { name: 'Сколько стоил бы каждый месяц' }).getByRole('rowheader');
}

function days(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ' ');
}
