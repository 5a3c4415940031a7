// Several people at one account: invitations, roles, removal.
import { type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { anyAccount, claimAccount } from '../support/claims';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter, linkFor } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { atHome, logIn, somebody, somebodyRegistered, type Person } from '../support/people';
import { fillConfirmation, fillRegistration, getCode, sendConfirmation, sendRegistration } from '../support/registration';
import type { Account } from '../support/registry';
import { expect, test } from '../support/test';
import type { Watch } from '../support/watch';

const INVITED = 'Вас приглашают к лицевому счёту';
const ACCOUNT_PAGE = /^\/accounts\/[0-9a-f-]{36}$/;

test('an invitation names an address and a role', async ({ page }) => {
  const home = await atHome(page, claimAccount(anyAccount));
  await open(page, `${home}/settings`);
  await press(page, 'Пригласить');
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await expectWrong(field(page, 'Роль'), 'Выберите роль.');
  await expectGood(page);
  await field(page, 'Email').fill('нет');
  await field(page, 'Роль').selectOption('Плательщик');
  await press(page, 'Пригласить');
  await expectWrong(field(page, 'Email'), 'Проверьте адрес');
  await expect(field(page, 'Email')).toHaveValue('нет');
  await expect(field(page, 'Роль')).toHaveValue('payer');
});

test('a relative with a cabinet logs in, accepts, reads the meter, and is removed', async ({ page, browser, watch }) => {
  const account = claimAccount(anyAccount);
  const home = await atHome(page, account);
  const relative = await somebodyRegistered();
  await invite(page, home, relative.email, 'Передаёт показания');
  await expect(region(page, 'Приглашения без ответа').getByRole('listitem')).toContainText(relative.email);
  await expectGood(page);

  const [elsewhere, other] = await anotherBrowser(browser, watch);
  await open(other, await linkFor(relative.email, '/invitation'));
  await expectGood(other);
  await other.getByRole('link', { name: 'Войти' }).click();
  await arrive(other, '/login');
  await fillLogin(other, relative);
  await arrive(other, '/invitation');
  await expect(other.getByText('Передаёт показания')).toBeVisible();
  await expectGood(other);
  await press(other, 'Принять приглашение');
  await arrive(other, ACCOUNT_PAGE);
  await expectReader(other, account);
  await expectGood(other);

  await open(page, `${home}/settings`);
  await page.getByText('Изменить', { exact: true }).click();
  await expectGood(page);
  await page.getByRole('button', { name: /^Отключить: / }).click();
  await arrive(page, /\/settings$/);
  await expect(page.getByText('Участник отключён.')).toBeVisible();
  await expectLetter(relative.email, 'Вас отключили от лицевого счёта');
  watch.expectMissing(home);
  await other.goto(home);
  await expect(other.getByRole('heading', { name: 'Такой страницы нет' })).toBeVisible();
  await elsewhere.close();
});

test('a relative without a cabinet registers, and the invitation is still there', async ({ page, browser, watch }) => {
  const home = await atHome(page, claimAccount(anyAccount));
  const relative = somebody();
  await invite(page, home, relative.email, 'Плательщик');
  const [elsewhere, other] = await anotherBrowser(browser, watch);
  await open(other, await linkFor(relative.email, '/invitation'));
  await other.getByRole('link', { name: 'Зарегистрироваться' }).click();
  await arrive(other, '/register');
  await register(other, relative);
  await fillLogin(other, relative);
  await arrive(other, '/invitation');
  await press(other, 'Принять приглашение');
  await arrive(other, ACCOUNT_PAGE);
  await expect(other.getByText('Ваша роль: Плательщик')).toBeVisible();
  await elsewhere.close();
  await expectRole(page, home, 'Плательщик');

  await page.getByText('Изменить', { exact: true }).click();
  await page.getByLabel(/^Роль: /).selectOption('Передаёт показания');
  await page.getByRole('button', { name: /^Изменить роль: / }).click();
  await expect(page.getByText('Роль изменена.')).toBeVisible();
  await expectRole(page, home, 'Передаёт показания');
});

test('an invitation is for its address alone, and may be declined or withdrawn', async ({ page, browser, watch }) => {
  const home = await atHome(page, claimAccount(anyAccount));
  const [invited, stranger] = [somebody(), await somebodyRegistered()];
  await invite(page, home, invited.email, 'Владелец');
  const letter = await linkFor(invited.email, '/invitation');
  const [elsewhere, other] = await anotherBrowser(browser, watch);
  await logIn(other, stranger);
  await open(other, letter);
  await expect(other.getByText('Приглашение для другого адреса')).toBeVisible();
  await expect(other.getByRole('main')).not.toContainText(invited.email);
  await expect(other.getByRole('button', { name: 'Принять приглашение' })).toHaveCount(0);
  await expectGood(other);
  await press(other, 'Отказаться');
  await expect(other.getByText('Вы отказались от приглашения')).toBeVisible();
  await expectGood(other);
  await open(other, letter);
  await expect(other.getByText('Приглашение больше не действует')).toBeVisible();
  await expectGood(other);
  await elsewhere.close();

  await invite(page, home, invited.email, 'Владелец');
  await press(page, `Отозвать приглашение: ${invited.email}`);
  await arrive(page, /\/settings$/);
  await expect(page.getByText('Приглашение отозвано.')).toBeVisible();
  await expect(region(page, 'Приглашения без ответа')).toHaveCount(0);
});

async function invite(page: Page, home: string, email: string, role: string): Promise<void> {
  await open(page, `${home}/settings`);
  await field(page, 'Email').fill(email);
  await field(page, 'Роль').selectOption(role);
  await press(page, 'Пригласить');
  await arrive(page, /\/settings$/);
  await expect(page.getByText('Приглашение отправлено.')).toBeVisible();
  await expectLetter(email, INVITED);
}

async function expectRole(page: Page, home: string, role: string): Promise<void> {
  await open(page, `${home}/settings`);
  await expect(region(page, 'Кто пользуется счётом').getByRole('listitem').last().locator('.badge')).toHaveText(role);
}

// The meter and nothing else.
async function expectReader(page: Page, account: Account): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.getByText('Ваша роль: Передаёт показания')).toBeVisible();
  await expect(main.getByRole('heading', { name: 'Показания счётчика' }).first()).toBeVisible();
  await expect(main).not.toContainText(account.surname);
  await expect(main).not.toContainText(account.address);
  await expect(main).not.toContainText(/К оплате|Долга нет|Переплата|Прогноз|₽/);
  await expect(main.getByRole('link', { name: 'Какой тариф выгоднее' })).toHaveCount(0);
  expect((await page.request.get(`${new URL(page.url()).pathname}/tariff`)).status(), 'money is not theirs to see').toBe(403);
}

async function register(page: Page, person: Person): Promise<void> {
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
  await fillConfirmation(page, person);
  await sendConfirmation(page);
  await arrive(page, '/login');
}

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name });
}

async function anotherBrowser(browser: Browser, watch: Watch): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext();
  await watch.follow(context);
  return [context, await context.newPage()];
}
