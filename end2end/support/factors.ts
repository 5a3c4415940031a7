// «Вход с подтверждением» as a person does it: the app, its codes, the codes on paper.
import { expect, type Locator, type Page } from '@playwright/test';
import { field, open, press } from './page';
import { logIn, type Person } from './people';
import { App } from './totp';

// Turns the app on by hand; answers with the recovery codes.
export async function turnOn(page: Page, person: Person): Promise<string[]> {
  await logIn(page, person);
  return turnOnHere(page, person);
}

// The same in a browser that is logged in.
export async function turnOnHere(page: Page, person: Pick<Person, 'password'>): Promise<string[]> {
  await open(page, '/settings/factors?do=app');
  await field(page, 'Текущий пароль').fill(person.password);
  await press(page, 'Продолжить');
  const app = await scan(page);
  await appCode(page).fill(await app.code());
  await press(page, 'Включить');
  const codes = await recoveryCodes(page);
  await press(page, 'Коды сохранены');
  await expect(page.getByText('Осталось 10 кодов')).toBeVisible();
  return codes;
}

// The secret that the page shows, in an app.
export async function scan(page: Page): Promise<App> {
  await expect(page.getByRole('img', { name: 'QR-код для приложения' })).toBeVisible();
  return new App(await page.locator('code.secret').innerText());
}

export async function recoveryCodes(page: Page): Promise<string[]> {
  const codes = page.getByRole('region', { name: 'Коды восстановления' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  return codes.allInnerTexts();
}

export async function byRecoveryCode(page: Page, code: string): Promise<void> {
  const typed = field(page, 'Код восстановления');
  if (!(await typed.isVisible())) await page.getByText('Телефона нет под рукой').click();
  await typed.fill(code);
}

export function appCode(page: Page): Locator {
  return field(page, 'Код из приложения');
}
