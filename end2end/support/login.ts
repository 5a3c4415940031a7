// The login form, filled in by hand.
import type { Page } from '@playwright/test';
import { field, press } from './page';
import type { Person } from './people';

export async function fillLogin(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await field(page, 'Email').fill(email);
  await field(page, 'Пароль').fill(password);
  await press(page, 'Войти');
}
