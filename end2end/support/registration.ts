// The registration form.
import { expect, type Page } from '@playwright/test';
import { codeFor, linkFor } from './outbox';
import { arrive, field, open, press, withScripts } from './page';
import type { Person } from './people';

// «Получить код»; answers with the code that came. Without scripts the passwords are lost with the page.
export async function getCode(page: Page, { phone }: Pick<Person, 'phone'>, path = '/register'): Promise<string> {
  await field(page, 'Телефон').fill(phone);
  await press(page, 'Получить код');
  await expect(page.getByText('Код отправлен на')).toBeVisible();
  if (!withScripts()) await arrive(page, path);
  return codeFor(phone);
}

export async function fillRegistration(page: Page, person: Person, again = person.password): Promise<void> {
  await field(page, 'Email').fill(person.email);
  await field(page, 'Пароль').fill(person.password);
  await field(page, 'Подтверждение пароля').fill(again);
  await consent(page).check();
}

export async function sendRegistration(page: Page): Promise<void> {
  await press(page, 'Зарегистрироваться');
}

// Opens the letter's link and fills in the password chosen at registration.
export async function fillConfirmation(page: Page, { email, password }: Person): Promise<void> {
  await open(page, await linkFor(email, '/confirm'));
  await field(page, 'Пароль').fill(password);
}

export async function sendConfirmation(page: Page): Promise<void> {
  await press(page, 'Подтвердить регистрацию');
}

export function consent(page: Page) {
  return page.getByRole('checkbox', { name: 'Даю согласие на обработку персональных данных' });
}

export function news(page: Page) {
  return page.getByRole('checkbox', { name: 'Я согласен получать новости и советы' });
}
