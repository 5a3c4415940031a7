// «Профиль»: the name, a new e-mail confirmed by its letter and taken back by the other one, a new phone.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter, linkFor, messagesTo } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { logIn, somebody, somebodyRegistered, type Person } from '../support/people';
import { getCode } from '../support/registration';
import { expect, test } from '../support/test';

const CURRENT = 'Текущий пароль';

test('a name is kept', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  await open(page, '/settings');
  await page.getByRole('link', { name: 'Изменить профиль' }).click();
  await arrive(page, '/settings/profile');
  await expectGood(page);
  await name(page).fill('я'.repeat(101));
  await press(page, 'Сохранить');
  await expectWrong(name(page), 'не больше 100 символов');
  await expectGood(page);
  await name(page).fill('Анна Сергеевна');
  await press(page, 'Сохранить');
  await expect(page.getByText('Сохранено.')).toBeVisible();
  await expect(name(page)).toHaveValue('Анна Сергеевна');
});

test('a new e-mail is confirmed by a press, ends other sessions, and is taken back from the old address', async ({ page, browser, watch }) => {
  test.slow();
  const person = await somebodyRegistered();
  const { email } = somebody();
  const elsewhere = await browser.newContext();
  await watch.follow(elsewhere);
  const other = await elsewhere.newPage();
  await logIn(other, person);
  await logIn(page, person);
  await askForEmail(page, person, email);
  await expectLetter(person.email, 'Запрошена смена email');

  await open(page, await linkFor(email, '/settings/confirm-email'));
  await expect(page.getByText(email)).toBeVisible();
  await expectGood(page);
  await press(page, 'Подтвердить email');
  await expect(page.getByText('Email изменён')).toBeVisible();
  await expectGood(page);
  await open(page, '/settings/profile');
  await expect(page.getByText(email)).toBeVisible();
  await expectLoggedOut(other);

  const wayBack = await linkFor(person.email, '/settings/return-email');
  await open(other, wayBack);
  await press(other, 'Вернуть прежний email');
  await expect(other.getByText('Прежний email возвращён')).toBeVisible();
  await expectLoggedOut(page);
  await fillLogin(page, person);
  await expect(page.getByText('Email или пароль не подошли.')).toBeVisible();
  await open(page, wayBack);
  await expect(page.getByText('Ссылка больше не действует')).toBeVisible();
  await expectGood(page);
  await elsewhere.close();
});

test('an e-mail that has a cabinet is answered as any other, and its owner is told', async ({ page }) => {
  const [person, owner] = [await somebodyRegistered(), await somebodyRegistered()];
  await logIn(page, person);
  await askForEmail(page, person, owner.email);
  await expectLetter(owner.email, 'У вас уже есть личный кабинет');
});

test('a new phone needs its code, and the old one is told', async ({ page }) => {
  const person = await somebodyRegistered();
  const { phone } = somebody();
  await logIn(page, person);
  await open(page, '/settings/phone');
  await expectGood(page);
  const code = await getCode(page, { phone }, '/settings/phone');
  await field(page, 'Код подтверждения').fill(code);
  await press(page, 'Изменить телефон');
  await expectWrong(field(page, CURRENT), 'Введите текущий пароль.');
  await expectGood(page);
  await field(page, 'Код подтверждения').fill(code);
  await field(page, CURRENT).fill(person.password);
  await press(page, 'Изменить телефон');
  await arrive(page, '/settings/profile');
  await expect(page.getByText('Телефон изменён.')).toBeVisible();
  await expect(page.getByText(phone.slice(-2)).first()).toBeVisible();
  await expectLetter(person.email, 'Телефон изменён');
  const told = async () => (await messagesTo(person.phone)).map(({ text }) => text).join('\n');
  await expect.poll(told).toContain('Телефон личного кабинета изменён');
});

async function askForEmail(page: Page, person: Person, email: string): Promise<void> {
  await open(page, '/settings/email');
  await expectGood(page);
  await field(page, 'Новый email').fill(email);
  await press(page, 'Отправить письмо');
  await expectWrong(field(page, CURRENT), 'Введите текущий пароль.');
  await expect(field(page, 'Новый email')).toHaveValue(email);
  await expectGood(page);
  await field(page, CURRENT).fill(person.password);
  await press(page, 'Отправить письмо');
  await arrive(page, '/settings/profile');
  await expect(page.getByText('На новый адрес отправлено письмо.')).toBeVisible();
}

// In any browser: only the address tells where it is.
async function expectLoggedOut(page: Page): Promise<void> {
  await page.goto('/settings');
  await page.waitForURL(({ pathname }) => pathname === '/login');
}

function name(page: Page) {
  return page.getByLabel('Как к вам обращаться');
}
