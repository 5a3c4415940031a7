// A flat and a dacha: everything is sent in one go.
import { claimAccount, onlyMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { expectWrong, open, press, ready } from '../support/page';
import { atHome, link } from '../support/people';
import { accepted, openHistory, register, rowsWith } from '../support/readings';
import { next, type Account, type Zone } from '../support/registry';
import { expect, test } from '../support/test';
import type { Locator, Page } from '@playwright/test';

const ALL = 'Передать всё, что введено';

let flat: Account;
let dacha: Account;
let homes: string[];

test.beforeEach(async ({ page }) => {
  [flat, dacha] = [claimAccount(withZones(1)), claimAccount(withZones(2))];
  homes = [await atHome(page, flat, 'Квартира'), await link(page, dacha, 'Дача')];
  await open(page, homes[0] ?? '');
  await page.getByRole('link', { name: 'Показания по всем счетам' }).click();
  await page.waitForURL('**/readings');
  await ready(page);
});

test('the readings of all accounts are sent by one press @js', async ({ page }) => {
  await expectGood(page);
  const [single, day, night] = [next(onlyMeter(flat), 'single'), next(onlyMeter(dacha), 'day'), next(onlyMeter(dacha), 'night', 20)];
  await of(page, 'Квартира', 'single').fill(single);
  await of(page, 'Дача', 'day').fill(day);
  await of(page, 'Дача', 'night').fill(night);
  const shown = page.waitForEvent('load');
  await press(page, ALL);
  await shown;
  await expect(accepted(page)).toHaveCount(2);
  await expectGood(page);
  for (const [home, reading] of [[homes[0], single], [homes[1], day], [homes[1], night]]) {
    await openHistory(page, home ?? '');
    await expect(rowsWith(page, reading ?? '')).toHaveCount(1);
  }
});

test('what is right is taken, what is wrong stays with its sentence, and what is empty is left alone @js', async ({ page }) => {
  await press(page, ALL);
  await expect(page.getByText('Введите показания хотя бы одного счётчика.')).toBeVisible();
  const last = onlyMeter(dacha).last;
  await of(page, 'Квартира', 'single').fill(next(onlyMeter(flat), 'single'));
  const below = String((last.day ?? 1) - 1);
  await of(page, 'Дача', 'day').fill(below);
  await of(page, 'Дача', 'night').fill(next(onlyMeter(dacha), 'night'));
  await press(page, ALL);
  await expect(page.getByText('Приняты показания 1')).toBeVisible();
  const wrong = of(page, 'Дача', 'day');
  await expect(wrong).toHaveValue(below);
  await expectWrong(wrong, 'Меньше предыдущего показания');
  await expectGood(page);
  await wrong.fill(next(onlyMeter(dacha), 'day'));
  const shown = page.waitForEvent('load');
  await press(page, ALL);
  await shown;
  await expect(accepted(page)).toHaveCount(2);
});

test('each meter has a button of its own, too', async ({ page }) => {
  await of(page, 'Квартира', 'single').fill(next(onlyMeter(flat), 'single'));
  await page.getByRole('region', { name: 'Квартира' }).getByRole('button', { name: 'Передать показания' }).click();
  await expect(accepted(page)).toHaveCount(1);
  await expect(page).toHaveURL(/\/readings\??$/);
});

function of(page: Page, account: string, zone: Zone): Locator {
  return register(page.getByRole('region', { name: account }), zone);
}
