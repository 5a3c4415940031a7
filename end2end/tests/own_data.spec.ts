// «Ваши данные»: the file, and a cabinet that waits to be deleted and comes back.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { anyAccount, claimAccount } from '../support/claims';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { link, logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

const CURRENT = 'Текущий пароль';

test('the file comes for the password, and holds what is kept', async ({ page }) => {
  const person = await somebodyRegistered();
  const account = claimAccount(anyAccount);
  await logIn(page, person);
  await link(page, account);
  await open(page, '/settings');
  await page.getByRole('link', { name: 'Скачать или удалить' }).click();
  await arrive(page, '/settings/data');
  await expectGood(page);
  await press(page, 'Скачать данные');
  await expectWrong(field(page, CURRENT), 'Введите текущий пароль.');
  await expectGood(page);
  await field(page, CURRENT).fill('не тот пароль 1');
  await press(page, 'Скачать данные');
  await expectWrong(field(page, CURRENT), 'Текущий пароль не подошёл.');
  await expectGood(page);

  await page.waitForTimeout(1_100); // the delay after one wrong try
  await open(page, '/settings/data');
  await field(page, CURRENT).fill(person.password);
  const coming = page.waitForEvent('download');
  await press(page, 'Скачать данные');
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^kabinet-\d{4}-\d{2}-\d{2}\.json$/);
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>;
  expect(file).toMatchObject({ profile: { email: person.email }, accounts: [{ number: account.number }] });
  await expectLetter(person.email, 'Ваши данные скачаны');
});

test('the file is for nobody who is not logged in', async ({ request, baseURL }) => {
  const answer = await request.post('/settings/data/file', {
    form: { 'form[current]': 'x' },
    headers: { origin: baseURL ?? '' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(answer.headers()['location']).toBe('/login?next=/settings/data');
  const fromElsewhere = await request.post('/settings/data/file', { form: {}, headers: { origin: 'https://evil.example' } });
  expect(fromElsewhere.status()).toBe(403);
});

test('a cabinet waits to be deleted, and comes back', async ({ page }) => {
  test.slow();
  const person = await somebodyRegistered();
  await logIn(page, person);
  await open(page, '/settings/data');
  await page.getByRole('link', { name: 'Удалить личный кабинет' }).click();
  await arrive(page, '/settings/leave');
  await expectGood(page);
  await press(page, 'Удалить личный кабинет');
  await expectWrong(agreed(page), 'Отметьте, что вы это понимаете.');
  await expectGood(page);
  await agreed(page).check();
  await field(page, CURRENT).fill(person.password);
  await press(page, 'Удалить личный кабинет');
  await arrive(page, '/settings/left');
  await expectGood(page);
  await expectLetter(person.email, 'Личный кабинет будет удалён');

  await open(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/settings/come-back');
  await expectGood(page);
  for (const path of ['/', '/settings', '/accounts/add']) {
    await page.goto(path);
    await arrive(page, '/settings/come-back');
  }
  await press(page, 'Выйти');
  await open(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/settings/come-back');
  await press(page, 'Восстановить кабинет');
  await arrive(page, '/accounts/add');
  await expectLetter(person.email, 'Личный кабинет восстановлен');
});

function agreed(page: Page) {
  return page.getByRole('checkbox', { name: 'Понимаю, что личный кабинет будет удалён' });
}
