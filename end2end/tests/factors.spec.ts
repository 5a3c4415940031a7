// «Вход с подтверждением»: an app is turned on, asked for at login, lost, and turned off.
import { type Page } from '@playwright/test';
import { appCode, byRecoveryCode, recoveryCodes, scan, turnOn } from '../support/factors';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter, linkFor } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

const NEW_PASSWORD = 'Метель-белая-58-берег';

test('an app is turned on, asked for at the login, and turned off', async ({ page }) => {
  const person = await somebodyRegistered();
  await logIn(page, person);
  await open(page, '/settings');
  await page.getByRole('link', { name: 'Настроить', exact: true }).click();
  await arrive(page, '/settings/factors');
  await expectGood(page);
  await page.getByRole('link', { name: 'Подключить приложение' }).click();
  await press(page, 'Продолжить');
  await expectWrong(field(page, 'Текущий пароль'), 'Введите текущий пароль.');
  await expectGood(page);
  await field(page, 'Текущий пароль').fill(person.password);
  await press(page, 'Продолжить');
  const app = await scan(page);
  await expectGood(page);
  await press(page, 'Включить');
  await expectWrong(appCode(page), 'Введите код, который показывает приложение.');
  await appCode(page).fill(await app.code());
  await press(page, 'Включить');
  const codes = await recoveryCodes(page);
  await expectGood(page);
  await press(page, 'Коды сохранены');
  await expect(page.getByText('Осталось 10 кодов')).toBeVisible();
  await expectGood(page);
  await expectLetter(person.email, 'Вход с подтверждением включён');

  await press(page, 'Выйти');
  await arrive(page, '/login');
  await open(page, '/login?next=/settings');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  await expectGood(page);
  await press(page, 'Войти');
  await expectWrong(appCode(page), 'Введите код, который показывает приложение.');
  await expectGood(page);
  await appCode(page).fill(await app.code());
  await press(page, 'Войти');
  await arrive(page, '/settings');

  await press(page, 'Выйти');
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  await byRecoveryCode(page, codes[0] ?? '');
  await press(page, 'Войти');
  await arrive(page, '/accounts/add');
  await expectLetter(person.email, 'Использован код восстановления');

  await open(page, '/settings/factors');
  await expect(page.getByText('Осталось 9 кодов')).toBeVisible();
  await page.getByRole('link', { name: 'Отключить коды из приложения' }).click();
  await field(page, 'Текущий пароль').fill(person.password);
  await byRecoveryCode(page, codes[0] ?? '');
  await press(page, 'Отключить');
  await expectWrong(field(page, 'Код восстановления'), 'не подошёл или уже использован');
  await expectGood(page);
  await page.waitForTimeout(1_100); // the wait after one wrong try
  await field(page, 'Текущий пароль').fill(person.password);
  await byRecoveryCode(page, codes[1] ?? '');
  await press(page, 'Отключить');
  await expect(page.getByText('Коды из приложения отключены.')).toBeVisible();
  await expectLetter(person.email, 'Коды из приложения отключены');

  await press(page, 'Выйти');
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');
});

test('a wrong code opens nothing, and a recovered password does not pass by the second step', async ({ page }) => {
  const person = await somebodyRegistered();
  const [code] = await turnOn(page, person);
  await press(page, 'Выйти');
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  await byRecoveryCode(page, 'ABCD-EFGH-JKMN');
  await press(page, 'Войти');
  await expectWrong(field(page, 'Код восстановления'), 'не подошёл или уже использован');
  await expectGood(page);
  await page.goto('/settings');
  await arrive(page, '/login');

  await open(page, '/recovery');
  await field(page, 'Email').fill(person.email);
  await press(page, 'Отправить');
  await arrive(page, '/sent/recovery');
  await expectLetter(person.email, 'Восстановление пароля');
  await open(page, await linkFor(person.email, '/recovery/password'));
  await field(page, 'Пароль').fill(NEW_PASSWORD);
  await field(page, 'Подтверждение пароля').fill(NEW_PASSWORD);
  await press(page, 'Сохранить пароль');
  await arrive(page, '/login');
  await open(page, '/login/code');
  await expect(page.getByText('Вход нужно начать заново'), 'the begun login has ended').toBeVisible();
  await expectGood(page);
  await open(page, '/login');
  await fillLogin(page, { ...person, password: NEW_PASSWORD });
  await arrive(page, '/login/code');
  await byRecoveryCode(page, code ?? '');
  await press(page, 'Войти');
  await arrive(page, '/accounts/add');
});

test('whoever did not turn it on takes it away by the letter about it', async ({ page, browser, watch }) => {
  const person = await somebodyRegistered();
  await turnOn(page, person);
  await expectLetter(person.email, 'Вход с подтверждением включён');

  const elsewhere = await browser.newContext();
  await watch.follow(elsewhere);
  const owner = await elsewhere.newPage();
  await open(owner, await linkFor(person.email, '/recovery/password'));
  await expect(owner.getByText('Вход с подтверждением включали не вы?')).toBeVisible();
  await expectGood(owner);
  await field(owner, 'Пароль').fill(NEW_PASSWORD);
  await field(owner, 'Подтверждение пароля').fill(NEW_PASSWORD);
  await press(owner, 'Сохранить пароль');
  await arrive(owner, '/login');
  await fillLogin(owner, { ...person, password: NEW_PASSWORD });
  await arrive(owner, '/accounts/add');
  await elsewhere.close();

  await page.goto('/settings');
  await expect(page, 'whoever turned it on is out').toHaveURL(/\/login/);
});

test('five wrong codes end the login, and the owner is told', async ({ page }) => {
  const person = await somebodyRegistered();
  await turnOn(page, person);
  await press(page, 'Выйти');
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  for (const wait of [1, 2, 4, 8]) {
    await byRecoveryCode(page, 'ABCD-EFGH-JKMN');
    await press(page, 'Войти');
    await expectWrong(field(page, 'Код восстановления'), 'не подошёл или уже использован');
    await page.waitForTimeout(wait * 1_000 + 100);
  }
  await byRecoveryCode(page, 'ABCD-EFGH-JKMN');
  await press(page, 'Войти');
  await expectOver(page);
  await expectLetter(person.email, 'Кто-то знает ваш пароль');
});

// The step is over for the page as well: without scripts it has come back to say so.
async function expectOver(page: Page): Promise<void> {
  const told = page.getByText('Вход нужно начать заново').first();
  await expect(told).toBeVisible();
}
