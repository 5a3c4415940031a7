// The form «Добавление лицевого счёта».
import type { Locator, Page } from '@playwright/test';
import { field, press } from './page';

export const REFUSED = 'Лицевой счёт и подтверждение не совпали, или попытки закончились.';

export const CLOSED = 'Подтвердить лицевой счёт не получилось пять раз';

export const number = (page: Page): Locator => field(page, 'Номер лицевого счёта');

export const proof = (page: Page): Locator => field(page, 'Подтверждение');

export async function fillLinking(page: Page, typed: { number: string; proof: string; label?: string }): Promise<void> {
  await number(page).fill(typed.number);
  await proof(page).fill(typed.proof);
  if (typed.label !== undefined) await page.getByLabel('Название для лицевого счета').fill(typed.label);
  await press(page, 'Добавить');
}

// The page of a linked account.
export const ACCOUNT_PAGE = /^\/accounts\/[0-9a-f-]{36}$/;
