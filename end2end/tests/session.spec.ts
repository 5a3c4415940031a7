// A session that ends while somebody types: what was typed is there again after login.
import type { Page } from '@playwright/test';
import { anyAccount, claimAccount, onlyMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { ACCOUNT_PAGE, fillLinking, number, proof } from '../support/linking';
import { fillLogin } from '../support/login';
import { arrive, field, open, press } from '../support/page';
import { link, logIn, somebodyRegistered, type Person } from '../support/people';
import { accepted, register, sendReadings } from '../support/readings';
import { next } from '../support/registry';
import { fromOurPage } from '../support/server';
import { expect, test } from '../support/test';

const SESSION = '__Host-session';

let person: Person;

test.beforeEach(async ({ page }) => {
  person = await somebodyRegistered();
  await logIn(page, person);
});

test('a reading typed into an ended session is there after login', async ({ page }) => {
  const account = claimAccount(withZones(1));
  const home = await link(page, account);
  const reading = next(onlyMeter(account), 'single');
  await open(page, home);
  await endElsewhere(page);
  await sendReadings(page, { single: reading });
  await expectKept(page);
  await fillLogin(page, person);
  await arrive(page, home);
  await expect(register(page, 'single')).toHaveValue(reading);
  await expectGood(page);
  await sendReadings(page, {});
  await expect(accepted(page)).toBeVisible();
});

test('an account typed in after the session was lost is there after login', async ({ page, context }) => {
  const account = claimAccount(anyAccount);
  await open(page, '/accounts/add');
  await context.clearCookies({ name: SESSION });
  await fillLinking(page, { number: account.number, proof: account.payment, label: 'Дача' });
  await expectKept(page);
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
  await expect(number(page)).toHaveValue(account.number);
  await expect(proof(page)).toHaveValue(account.payment);
  await expect(page.getByLabel('Название для лицевого счета')).toHaveValue('Дача');
  await press(page, 'Добавить');
  await arrive(page, ACCOUNT_PAGE);
});

test('a page opened without a session is shown after login', async ({ page, context }) => {
  const home = await link(page, claimAccount(anyAccount));
  await context.clearCookies();
  await open(page, `${home}/history`);
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, `${home}/history`);
});

test('the cookie of a session is out of reach of scripts and of other sites', async ({ context }) => {
  const cookie = (await context.cookies()).find(({ name }) => name === SESSION);
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
});

test('a login ends the session that the same browser had', async ({ page, context }) => {
  const before = await context.cookies();
  await open(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
  await context.addCookies(before);
  await page.goto('/settings');
  await arrive(page, '/login');
});

test('logging out forgets what was begun in this browser', async ({ page, context }) => {
  await open(page, '/settings/factors?do=app');
  await field(page, 'Текущий пароль').fill(person.password);
  await press(page, 'Продолжить');
  await expect(page.getByRole('img', { name: 'QR-код для приложения' })).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).toContain('__Host-setup');
  await press(page, 'Выйти');
  await arrive(page, '/login');
  expect((await context.cookies()).map(({ name }) => name), 'this one opens nothing').toEqual(['__Host-known']);
});

async function expectKept(page: Page): Promise<void> {
  await arrive(page, '/login');
  await expect(page.getByText('Чтобы продолжить, войдите ещё раз: введённое сохранилось.')).toBeVisible();
  await expectGood(page);
}

// The same session is ended by another browser that holds its cookie: this one does not notice.
async function endElsewhere(page: Page): Promise<void> {
  const context = page.context();
  const cookies = await context.cookies();
  const response = await page.request.post('/api/identity/logout', { headers: fromOurPage });
  expect(response.status()).toBe(200);
  await context.addCookies(cookies);
}
