// Before something grave whoever has a factor logs in anew when the login is long ago. On a server whose time can be moved.
import type { Page } from '@playwright/test';
import { byRecoveryCode, turnOnHere } from '../support/factors';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { OwnServer, sample, visit } from '../support/own_server';
import { arrive, field, open, press, ready } from '../support/page';
import { clockAhead } from '../support/server';
import { expect, test } from '../support/test';

const NEW_EMAIL = 'new-home@example.com';

let server: OwnServer;

test.beforeEach(async () => {
  server = new OwnServer();
  await server.start(inMinutes(0));
});

test.afterEach(async () => {
  await server.close();
});

test('a quarter of an hour after the login a new e-mail asks for both steps again, and what was typed comes back', async ({ browser, watch }) => {
  const page = await visit(browser, server, watch);
  await open(page, '/login');
  await fillLogin(page, sample);
  await arrive(page, /^\/accounts\//);
  const [code] = await turnOnHere(page, sample);

  await open(page, '/settings/email');
  await server.start(inMinutes(16));
  await askForEmail(page);
  await arrive(page, '/login');
  await expect(page.getByText('Чтобы продолжить, войдите ещё раз: введённое сохранилось.')).toBeVisible();
  await expectGood(page);
  expect(await subjectsTo(NEW_EMAIL), 'nothing is sent before').toEqual([]);

  await fillLogin(page, sample);
  await arrive(page, '/login/code');
  await byRecoveryCode(page, code ?? '');
  await press(page, 'Войти');
  await arrive(page, '/settings/email');
  await expect(field(page, 'Новый email')).toHaveValue(NEW_EMAIL);
  await expect(field(page, 'Текущий пароль'), 'a password is not kept').toHaveValue('');
  await expectGood(page);
  await askForEmail(page);
  await arrive(page, '/settings/profile');
  await expect(page.getByText('На новый адрес отправлено письмо.')).toBeVisible();
  await server.letter(sample.email, 'Запрошена смена email');
  expect(await subjectsTo(NEW_EMAIL)).toHaveLength(1);
  await page.context().close();
});

test('without a factor the password is enough, however long ago the login was', async ({ browser, watch }) => {
  const page = await visit(browser, server, watch);
  await open(page, '/login');
  await fillLogin(page, sample);
  await arrive(page, /^\/accounts\//);
  await server.start(inMinutes(16));
  await page.goto('/settings/email');
  await ready(page);
  await askForEmail(page);
  await arrive(page, '/settings/profile');
  await page.context().close();
});

async function askForEmail(page: Page): Promise<void> {
  await field(page, 'Новый email').fill(NEW_EMAIL);
  await field(page, 'Текущий пароль').fill(sample.password);
  await press(page, 'Отправить письмо');
}

async function subjectsTo(email: string): Promise<(string | null)[]> {
  return (await server.lettersTo(email)).map(({ subject }) => subject);
}

// The moment that apps take for the present, or later.
function inMinutes(minutes: number): string {
  return new Date(Date.now() + (clockAhead + minutes * 60) * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
}
