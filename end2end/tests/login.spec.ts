// The login form: what it answers to slips, and how it slows guessing down.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { arrive, expectSummary, expectWrong, field, open, press } from '../support/page';
import { somebody, somebodyRegistered, type Person } from '../support/people';
import { fromOurPage } from '../support/server';
import { expect, test } from '../support/test';

const WRONG_PASSWORD = 'Совсем-не-тот-пароль-1';
const WRONG = 'Email или пароль не подошли. Проверьте раскладку и регистр букв.';

test.beforeEach(({ page }) => open(page, '/login'));

test('an empty form names both fields', async ({ page }) => {
  await fillLogin(page, { email: '', password: '' });
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await expectGood(page);
});

test('a wrong password and an unknown address get the same sentence, and the address stays', async ({ page }) => {
  const known = await somebodyRegistered();
  for (const { email } of [known, somebody()]) {
    await fillLogin(page, { email, password: WRONG_PASSWORD });
    await expectSummary(page, WRONG);
    await expect(field(page, 'Email')).toHaveValue(email);
    await expectGood(page);
    await open(page, '/login');
  }
});

test('whoever guesses is told how long to wait, and gets in after that', async ({ page }) => {
  const person = await somebodyRegistered();
  const wrong = { ...person, password: WRONG_PASSWORD };
  await guess(page, wrong, 4);
  await fillLogin(page, person);
  await expectSummary(page, 'Слишком много попыток. Попробуйте снова через');
  await expectGood(page);
  const seconds = /\d+/.exec(await page.locator('.summary-errors').innerText())?.[0];
  await page.waitForTimeout(Number(seconds) * 1_000);
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
});

test('guesses from elsewhere do not keep a browser waiting that its owner has logged in with', async ({ page, browser, watch }) => {
  const person = await somebodyRegistered();
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
  await press(page, 'Выйти');
  await arrive(page, '/login');

  const elsewhere = await browser.newContext();
  await watch.follow(elsewhere);
  const stranger = await elsewhere.newPage();
  await guess(stranger, { ...person, password: WRONG_PASSWORD }, 6);
  await open(stranger, '/login');
  await fillLogin(stranger, person);
  await expectSummary(stranger, 'Слишком много попыток. Попробуйте снова через');
  await elsewhere.close();

  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
});

test('the password is shown while one wants to see it @js', async ({ page }) => {
  await field(page, 'Пароль').fill('Трамвай');
  await page.getByRole('button', { name: 'Показать пароль' }).click();
  await expect(field(page, 'Пароль')).toHaveAttribute('type', 'text');
  await expect(field(page, 'Пароль')).toHaveValue('Трамвай');
  await page.getByRole('button', { name: 'Скрыть пароль' }).click();
  await expect(field(page, 'Пароль')).toHaveAttribute('type', 'password');
});

// At the same time, so that no guess has to wait for the one before.
async function guess(page: Page, { email, password }: Person, times: number): Promise<void> {
  const form = { 'form[email]': email, 'form[password]': password };
  const one = () => page.request.post('/api/identity/login', { form, headers: fromOurPage });
  await Promise.all(Array.from({ length: times }, one));
}
