// The form for readings and their history.
import type { Locator, Page } from '@playwright/test';
import { open, ready } from './page';
import type { Zone } from './registry';

const TITLES: Record<Zone, string> = {
  single: 'Круглосуточно',
  day: 'День',
  night: 'Ночь',
  peak: 'Пик',
  half_peak: 'Полупик',
};

// Of the whole page, or of one account on it.
export function register(within: Page | Locator, zone: Zone): Locator {
  // Beside the zone stand its hours.
  return within.getByRole('textbox', { name: new RegExp(`^${TITLES[zone]}(\\s\\d|$)`) });
}

// What the first register of the page showed before.
export async function lastReading(page: Page): Promise<number> {
  return Number(await page.locator('.odometer-prev').first().textContent());
}

export async function sendReadings(page: Page, readings: Partial<Record<Zone, string>>): Promise<void> {
  for (const [zone, reading] of Object.entries(readings)) await register(page, zone as Zone).fill(reading);
  await page.getByRole('button', { name: /^(Передать|Исправить) показания$/ }).click();
}

// Sends readings that nothing in the browser refuses, and waits for the page that shows what was taken.
export async function correctReadings(page: Page, readings: Partial<Record<Zone, string>>): Promise<void> {
  const shown = page.waitForEvent('load');
  await sendReadings(page, readings);
  await shown;
  await ready(page);
}

// What the form says that the readings cost: «1 390,20 ₽».
export function cost(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: '₽' }).filter({ hasNotText: 'приняты' });
}

// «1 390,20 ₽» as a pattern.
export function money(kopecks: number): RegExp {
  const rubles = String(Math.floor(kopecks / 100)).replace(/\B(?=(\d{3})+$)/g, '\\s');
  return new RegExp(`(^|\\D)${rubles},${String(kopecks % 100).padStart(2, '0')}\\s₽`);
}

export function accepted(page: Page): Locator {
  return page.getByText('Показания приняты');
}

export async function openHistory(page: Page, home: string): Promise<void> {
  await open(page, `${home}/history`);
}

// The rows of the history with this reading.
export function rowsWith(page: Page, reading: string): Locator {
  const grouped = reading.replace(/\B(?=(\d{3})+$)/g, '\\s');
  const cell = page.locator('td.num', { hasText: new RegExp(`^\\s*${grouped}(\\D|$)`) });
  return page.getByRole('row').filter({ has: cell });
}
