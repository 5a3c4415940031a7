// «Настройки»: the accounts of the cabinet, the password, where one is logged in, and undoing a stranger's link.
import { type Locator, type Page } from '@playwright/test';
import { anyAccount, claimAccount, claimHousehold } from '../support/claims';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter, linkFor } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { link, logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

const NEW_PASSWORD = 'Метель-белая-58-берег';

test('accounts get a name and a place, and leave the cabinet', async ({ page }) => {
  const [first, second] = [claimAccount(anyAccount), claimAccount(anyAccount)];
  await logIn(page, await somebodyRegistered());
  await link(page, first);
  await link(page, second, 'Гараж');
  await open(page, '/');
  await page.getByRole('link', { name: 'Настройки' }).click();
  await arrive(page, '/settings');
  await expect(accounts(page)).toHaveText([first.number, /Гараж/].map(asPattern));
  await expectGood(page);

  await press(page, 'Выше: Гараж');
  await expect(accounts(page)).toHaveText([/Гараж/, first.number].map(asPattern));

  await page.getByRole('link', { name: `Изменить: Лицевой счёт ${first.number}` }).click();
  await arrive(page, /\/settings$/);
  await name(page).fill('я'.repeat(41));
  await press(page, 'Сохранить');
  await expectWrong(name(page), 'не больше 40 символов');
  await expectGood(page);
  await name(page).fill('Дача');
  await press(page, 'Сохранить');
  await arrive(page, '/settings');
  await expect(accounts(page)).toHaveText([/Гараж/, /Дача/]);

  await page.getByRole('link', { name: 'Изменить: Дача' }).click();
  await arrive(page, /\/accounts\/.*\/settings$/);
  await page.getByText('Отвязать лицевой счёт').click();
  await expectGood(page);
  await press(page, 'Отвязать');
  await arrive(page, '/settings');
  await expect(page.getByText('Лицевой счёт отвязан.')).toBeVisible();
  await expect(accounts(page)).toHaveText([/Гараж/]);
});

test('a new password needs the current one, and ends the sessions of other devices', async ({ page, browser }) => {
  const person = await somebodyRegistered();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await logIn(other, person);
  await logIn(page, person);
  await open(page, '/settings');
  await expect(page.getByText('Это устройство')).toBeVisible();

  await press(page, 'Изменить пароль');
  await expectWrong(field(page, 'Текущий пароль'), 'Введите текущий пароль.');
  await expectGood(page);
  await fillPasswords(page, 'не тот пароль 1', NEW_PASSWORD);
  await expectWrong(field(page, 'Текущий пароль'), 'Текущий пароль не подошёл.');
  // The delay after one wrong try.
  await page.waitForTimeout(1_100);
  await fillPasswords(page, person.password, NEW_PASSWORD);
  await expect(page.getByText('Пароль изменён. На других устройствах нужно войти заново.')).toBeVisible();
  await expectLetter(person.email, 'Пароль изменён');

  await expectLoggedOut(other);
  await fillLogin(other, { ...person, password: NEW_PASSWORD });
  await other.waitForURL('/settings');
  await elsewhere.close();
});

test('the sessions of other devices are seen and ended', async ({ page, browser }) => {
  const person = await somebodyRegistered();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await logIn(other, person);
  await logIn(page, person);
  await open(page, '/settings');
  await expect(sessions(page)).toHaveCount(2);
  await expectGood(page);
  await press(page, 'Завершить остальные сеансы');
  await expect(page.getByText('Остальные сеансы завершены.')).toBeVisible();
  await expect(sessions(page)).toHaveCount(1);
  await expectLoggedOut(other);
  await elsewhere.close();
});

test("a stranger's link is undone from the letter, once", async ({ page, browser }) => {
  const [account] = claimHousehold(anyAccount);
  if (!account) throw new Error('a household has an account');
  const owner = await somebodyRegistered(account.phone);
  await logIn(page, owner);
  await open(page, '/accounts/add');
  await press(page, `Добавить счёт ${account.number}`);
  await arrive(page, /^\/accounts\/[0-9a-f-]{36}$/);
  const elsewhere = await browser.newContext();
  const stranger = await elsewhere.newPage();
  await logIn(stranger, await somebodyRegistered());
  const theirs = await link(stranger, account);

  const letter = await linkFor(owner.email, '/accounts/undo');
  await open(page, letter);
  await expectGood(page);
  await press(page, 'Отменить привязку');
  await arrive(page, '/accounts/undone');
  await expectGood(page);
  await stranger.goto(theirs);
  await expect(stranger.getByRole('heading', { name: 'Такой страницы нет' })).toBeVisible();
  await elsewhere.close();
  await open(page, letter);
  await expect(page.getByText('Ссылка больше не действует')).toBeVisible();
});

// In a browser that support/watch.ts does not look after: only addresses tell where it is.
async function expectLoggedOut(page: Page): Promise<void> {
  await page.goto('/settings');
  await page.waitForURL(({ pathname }) => pathname === '/login');
}

function accounts(page: Page): Locator {
  return page.getByRole('region', { name: 'Привязанные лицевые счета' }).getByRole('listitem');
}

function sessions(page: Page): Locator {
  return page.getByRole('region', { name: 'Сеансы' }).getByRole('listitem');
}

function name(page: Page): Locator {
  return page.getByLabel('Название для лицевого счета');
}

function asPattern(text: string | RegExp): RegExp {
  return typeof text === 'string' ? new RegExp(text) : text;
}

async function fillPasswords(page: Page, current: string, password: string): Promise<void> {
  await field(page, 'Текущий пароль').fill(current);
  await field(page, 'Новый пароль').fill(password);
  await field(page, 'Подтверждение пароля').fill(password);
  await press(page, 'Изменить пароль');
}
