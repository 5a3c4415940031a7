// The form «Передать показания без входа».
import type { Locator, Page } from '@playwright/test';
import { field, press } from './page';

export const GUEST_PAGE = '/readings/send';

export const NOT_TAKEN = 'Не удалось принять показания. Проверьте номер лицевого счёта, номер счётчика и показания.';

export interface GuestForm {
  number: string;
  serial: string;
  // The only reading, the day's or the peak's.
  first: string;
  night?: string;
  halfPeak?: string;
}

export const accountNumber = (page: Page): Locator => field(page, 'Номер лицевого счёта');
export const meterNumber = (page: Page): Locator => field(page, 'Номер счётчика');
export const first = (page: Page): Locator => field(page, 'Т1: единственное, день или пик');
export const night = (page: Page): Locator => field(page, 'Т2: ночь, если есть');
export const halfPeak = (page: Page): Locator => field(page, 'Т3: полупик, если есть');

export async function sendAsGuest(page: Page, typed: GuestForm): Promise<void> {
  await accountNumber(page).fill(typed.number);
  await meterNumber(page).fill(typed.serial);
  await first(page).fill(typed.first);
  await night(page).fill(typed.night ?? '');
  await halfPeak(page).fill(typed.halfPeak ?? '');
  await press(page, 'Передать показания');
}
