// «Забыли пароль?»: a letter, a link that works once, a new password.
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter, linkFor, messagesTo } from '../support/outbox';
import { arrive, expectSummary, expectWrong, field, open, press } from '../support/page';
import { logIn, somebody, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

const NEW_PASSWORD = 'Гроза-над-Волгой-58';

test('the letter leads to a new password, which opens the cabinet', async ({ page, browser }) => {
  test.slow();
  const person = await somebodyRegistered();
  const elsewhere = await browser.newPage();
  await logIn(elsewhere, person);

  await open(page, '/login');
  await page.getByRole('link', { name: 'Забыли пароль?' }).click();
  await arrive(page, '/recovery');
  await expectGood(page);
  await field(page, 'Email').fill(person.email);
  await press(page, 'Отправить');
  await arrive(page, '/sent/recovery');
  await expectGood(page);

  const letter = await linkFor(person.email, '/recovery/password');
  await open(page, letter);
  await expectGood(page);
  await setPassword('Пароль123', 'Пароль123');
  await expectWrong(field(page, 'Пароль'), 'Такой пароль легко угадать');
  await expectGood(page);
  await setPassword(NEW_PASSWORD, `${NEW_PASSWORD}!`);
  await expectWrong(field(page, 'Подтверждение пароля'), 'Пароли не совпадают.');
  await setPassword(NEW_PASSWORD, NEW_PASSWORD);
  await arrive(page, '/login');
  await expect(page.getByText('Пароль изменён, все сеансы завершены.')).toBeVisible();
  await expectGood(page);
  await expectLetter(person.email, 'Пароль изменён');

  await fillLogin(page, person);
  await expectSummary(page, 'Email или пароль не подошли.');
  await page.waitForTimeout(1_500); // the wait after the first failure
  await fillLogin(page, { email: person.email, password: NEW_PASSWORD });
  await arrive(page, '/accounts/add');

  await elsewhere.goto('/accounts/add');
  await expect(elsewhere, 'the session of another browser has ended').toHaveURL(/\/login/);
  await elsewhere.close();

  await open(page, letter);
  await expect(page.getByText('Ссылка больше не действует')).toBeVisible();
  await expectGood(page);

  async function setPassword(password: string, again: string): Promise<void> {
    await field(page, 'Пароль').fill(password);
    await field(page, 'Подтверждение пароля').fill(again);
    await press(page, 'Сохранить пароль');
  }
});

test('an address without a cabinet gets the same page and no letter', async ({ page }) => {
  const { email } = somebody();
  await open(page, '/recovery');
  await field(page, 'Email').fill(email);
  await press(page, 'Отправить');
  await arrive(page, '/sent/recovery');
  expect(await messagesTo(email)).toEqual([]);
});

test('an address of a wrong shape is explained and stays', async ({ page }) => {
  await open(page, '/recovery');
  await field(page, 'Email').fill('кто-то');
  await press(page, 'Отправить');
  await expectWrong(field(page, 'Email'), 'Проверьте адрес: он должен быть вида name@mail.ru.');
  await expect(field(page, 'Email')).toHaveValue('кто-то');
  await expectGood(page);
});
