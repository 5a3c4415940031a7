// The registration form: every slip has its sentence, and nothing typed is lost.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { expectLetter } from '../support/outbox';
import { arrive, expectRight, expectSummary, expectWrong, field, open, press, withScripts } from '../support/page';
import { somebody, somebodyRegistered, type Person } from '../support/people';
import { consent, fillConfirmation, fillRegistration, getCode, news, sendConfirmation, sendRegistration } from '../support/registration';
import { expect, test } from '../support/test';

const SOME_CODE = '012345';

test.beforeEach(({ page }) => open(page, '/register'));

test('the two consents are asked separately, and neither is given beforehand', async ({ page }) => {
  await expect(consent(page)).not.toBeChecked();
  await expect(news(page)).not.toBeChecked();
  await news(page).check();
  await sendRegistration(page);
  await expectWrong(consent(page), 'Без согласия на обработку персональных данных');
  await expect(consent(page)).not.toBeChecked();
  await expect(news(page)).toBeChecked();
  await expect(page.getByRole('link', { name: 'новости и советы' })).toHaveAttribute('href', '/privacy#news');
  await open(page, '/privacy');
  await expect(page.getByRole('heading', { name: 'Согласие получать новости и советы' })).toBeVisible();
  await expectGood(page);
});

test('the phone is brought into shape while it is typed @js', async ({ page }) => {
  const phone = field(page, 'Телефон');
  await phone.pressSequentially('8910111');
  await expect(phone).toHaveValue('+7(910)111');
  await phone.pressSequentially('2233');
  await expect(phone).toHaveValue('+7(910)111-22-33');
  for (let left = 16; left > 0; left--) await phone.press('Backspace');
  await expect(phone).toHaveValue('');
  await phone.pressSequentially('910');
  await expect(phone).toHaveValue('+7(910');
});

test('who mends the middle of the phone is left alone @js', async ({ page }) => {
  const phone = field(page, 'Телефон');
  await phone.pressSequentially('9101112233');
  for (let back = 0; back < 3; back++) await phone.press('ArrowLeft');
  await phone.press('Backspace');
  await expect(phone).toHaveValue('+7(910)111-2-33');
  await phone.press('5');
  await expect(phone).toHaveValue('+7(910)111-25-33');
});

test('an empty form names every field', async ({ page }) => {
  await sendRegistration(page);
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await expectWrong(field(page, 'Подтверждение пароля'), 'Введите пароль ещё раз.');
  await expectWrong(field(page, 'Телефон'), 'Укажите телефон.');
  await expectWrong(field(page, 'Код подтверждения'), 'Нажмите «Получить код» и введите код из смс.');
  await expectWrong(consent(page), 'Без согласия на обработку персональных данных мы не можем создать личный кабинет.');
  await expectGood(page);
});

test('wrong texts are explained and stay', async ({ page }) => {
  await field(page, 'Email').fill('кто-то');
  await field(page, 'Пароль').fill('12345');
  await field(page, 'Подтверждение пароля').fill('123456');
  await field(page, 'Телефон').fill('+1 212 555 01 01');
  await field(page, 'Код подтверждения').fill('12');
  await consent(page).check();
  await sendRegistration(page);
  await expectWrong(field(page, 'Email'), 'Проверьте адрес: он должен быть вида name@mail.ru.');
  await expectWrong(field(page, 'Пароль'), 'Пароль должен содержать не менее 6 цифр и букв.');
  await expectWrong(field(page, 'Подтверждение пароля'), 'Пароли не совпадают.');
  await expectWrong(field(page, 'Телефон'), 'Укажите российский мобильный номер');
  await expectWrong(field(page, 'Код подтверждения'), 'Код состоит из 6 цифр.');
  await expectRight(consent(page));
  await expectGood(page);
  await expect(field(page, 'Email')).toHaveValue('кто-то');
  await expect(field(page, 'Телефон')).toHaveValue('+1 212 555 01 01');
  await expect(consent(page)).toBeChecked();
});

test('a password of digits alone is refused', async ({ page }) => {
  const person = { ...somebody(), password: '7391846205' };
  await fillRegistration(page, person);
  await field(page, 'Телефон').fill(person.phone);
  await field(page, 'Код подтверждения').fill(SOME_CODE);
  await sendRegistration(page);
  await expectWrong(field(page, 'Пароль'), 'В пароле должны быть и буквы, и цифры.');
});

test('the server refuses a dictionary word', async ({ page }) => {
  const person = { ...somebody(), password: 'Пароль123' };
  await fillRegistration(page, person);
  await field(page, 'Телефон').fill(person.phone);
  await field(page, 'Код подтверждения').fill(SOME_CODE);
  await sendRegistration(page);
  await expectWrong(field(page, 'Пароль'), 'Такой пароль легко угадать');
  await expectGood(page);
  await expectTyped(page, person);
});

test('a wrong code tells how many tries are left, and the right one still works', async ({ page }) => {
  const person = somebody();
  await field(page, 'Email').fill(person.email);
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code === SOME_CODE ? '543210' : SOME_CODE);
  await sendRegistration(page);
  await expectWrong(field(page, 'Код подтверждения'), 'Код не подошёл. Проверьте цифры: осталось 4 попытки.');
  await expectGood(page);
  await expectTyped(page, person);

  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
});

test('a code that was never asked for is dead', async ({ page }) => {
  const person = somebody();
  await fillRegistration(page, person);
  await field(page, 'Телефон').fill(person.phone);
  await field(page, 'Код подтверждения').fill(SOME_CODE);
  await sendRegistration(page);
  await expectWrong(field(page, 'Код подтверждения'), 'Этот код больше не действует.');
  await expectTyped(page, person);
});

test('no code is sent to a phone that is not Russian', async ({ page }) => {
  await field(page, 'Email').fill('nobody@example.com');
  await field(page, 'Телефон').fill('+1 212 555 01 01');
  await press(page, 'Получить код');
  await expectWrong(field(page, 'Телефон'), 'Укажите российский мобильный номер, например +7(910)111-11-11.');
  await expectGood(page);
  await expectTyped(page, { email: 'nobody@example.com', phone: '+1 212 555 01 01' });
});

test('another code may be asked for after a minute', async ({ page }) => {
  await getCode(page, somebody());
  await expect(page.getByText(/Новый код можно получить через \d+\s+секунд/)).toBeVisible();
  if (withScripts()) await expect(page.getByRole('button', { name: 'Получить код' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Получить код' }).click({ force: true });
  if (withScripts()) await expect(page.getByText('Код отправлен на')).toBeVisible();
  else await expectWrong(field(page, 'Телефон'), 'Слишком много попыток.');
});

test('the seconds until another code are counted down, and another phone need not wait @js', async ({ page }) => {
  await getCode(page, somebody());
  const wait = page.getByText('Новый код можно получить через');
  const first = (await wait.textContent()) ?? '';
  await expect(wait).not.toHaveText(first);
  const other = somebody();
  await field(page, 'Телефон').fill(other.phone);
  await expect(wait).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Получить код' })).not.toHaveAttribute('aria-disabled', 'true');
  await getCode(page, other);
  await expect(wait).toBeVisible();
});

test('Enter sends the form and not another code', async ({ page }) => {
  const person = somebody();
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await field(page, 'Код подтверждения').press('Enter');
  await arrive(page, '/sent/register');
});

test('an address that has a cabinet is told to its owner alone', async ({ page }) => {
  const person = { ...somebody(), email: (await somebodyRegistered()).email };
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
  await expectLetter(person.email, 'У вас уже есть личный кабинет');
});

test('the link of the letter works once', async ({ page }) => {
  const person = await somebodyRegistered();
  await fillConfirmation(page, person);
  await sendConfirmation(page);
  await expectSummary(page, 'Ссылка уже использована или устарела.');
  await expectGood(page);
});

test('only whoever chose the password confirms the registration', async ({ page }) => {
  const person = somebody();
  await register(page, person);
  await fillConfirmation(page, { ...person, password: '' });
  await sendConfirmation(page);
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await expectGood(page);
  await field(page, 'Пароль').fill('Пароль-хозяйки-адреса-1');
  await sendConfirmation(page);
  await expectWrong(field(page, 'Пароль'), 'Это не тот пароль, который указан при регистрации.');
  await expectGood(page);
  await page.waitForTimeout(1_100); // the wait after the first failure
  await field(page, 'Пароль').fill(person.password);
  await sendConfirmation(page);
  await arrive(page, '/login');
});

async function register(page: Page, person: Person): Promise<void> {
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
}

async function expectTyped(page: Page, typed: { email: string; phone: string }): Promise<void> {
  await expect(field(page, 'Email')).toHaveValue(typed.email);
  await expect(field(page, 'Телефон')).toHaveValue(inAnyShape(typed.phone));
}

// With scripts, the phone is brought into shape while it is typed.
function inAnyShape(phone: string): RegExp {
  return new RegExp(`^\\+?${[...phone.replace(/\D/g, '')].join('\\D*')}$`);
}
