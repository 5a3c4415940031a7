// What the browser keeps back of registration, login, profile, second factors and leaving; a test's first word is its rule.
import type { Page } from '@playwright/test';
import { appCode, byRecoveryCode, scan, turnOn } from '../../support/factors';
import { fillLogin } from '../../support/login';
import { field, open, press } from '../../support/page';
import { logIn, somebodyRegistered } from '../../support/people';
import { consent, sendRegistration } from '../../support/registration';
import { expectKeptBack, letters } from '../../support/rules';
import { test } from '../../support/test';

const RIGHT = {
  Email: 'anna.morozova73@example.com',
  Пароль: 'Трамвай-синий-73-мост',
  'Подтверждение пароля': 'Трамвай-синий-73-мост',
  Телефон: '+7(900)123-45-67',
  'Код подтверждения': '123456',
};

type Label = keyof typeof RIGHT;

const EMAIL = 'Проверьте адрес: он должен быть вида name@mail.ru.';
const PHONE = 'Укажите российский мобильный номер';
const CODE = 'Код состоит из 6 цифр.';
const PLAIN = 'В пароле должны быть и буквы, и цифры.';

test.describe.configure({ mode: 'parallel' });

test.describe('registration @js', () => {
  // 255 characters, of a right shape.
  const long = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(59)}.ru`;
  const rules: [string, Label, string, string][] = [
    ['email-name', 'Email', 'анна@example.com', EMAIL],
    ['email-domain', 'Email', 'anna@example', EMAIL],
    ['email-top', 'Email', 'anna@example.r', EMAIL],
    ['email-long', 'Email', long, 'не больше 254 символов'],
    ['password-short', 'Пароль', 'мост7', 'Пароль должен содержать не менее 6 цифр и букв.'],
    ['password-long', 'Пароль', `${letters(128)}1`, 'не больше 128 символов'],
    ['password-letters', 'Пароль', '7391846205', PLAIN],
    ['password-digits', 'Пароль', 'синий-трамвай-мост', PLAIN],
    ['password-own', 'Пароль', 'anna.morozova73', 'Пароль не должен повторять ваш email или телефон.'],
    ['phone-mobile', 'Телефон', '+7(495)123-45-67', PHONE],
    ['phone-length', 'Телефон', '+7(900)123-45-6', PHONE],
    ['code-length', 'Код подтверждения', '12', CODE],
    ['code-digits', 'Код подтверждения', '12345а', CODE],
  ];
  for (const [rule, label, typed, sentence] of rules) {
    test(`${rule}: «${label}» is refused`, async ({ page }) => {
      await register(page, { [label]: typed, ...(label === 'Пароль' ? { 'Подтверждение пароля': typed } : {}) });
      await expectKeptBack(page, 'identity/register', () => sendRegistration(page), field(page, label), sentence);
    });
  }

  test('password-again: another repetition is refused', async ({ page }) => {
    await register(page, { 'Подтверждение пароля': 'Трамвай-синий-73-мосты' });
    const again = field(page, 'Подтверждение пароля');
    await expectKeptBack(page, 'identity/register', () => sendRegistration(page), again, 'Пароли не совпадают.');
  });

  test('consent: nobody registers without it', async ({ page }) => {
    await register(page, {});
    await consent(page).uncheck();
    const sentence = 'Без согласия на обработку персональных данных';
    await expectKeptBack(page, 'identity/register', () => sendRegistration(page), consent(page), sentence);
  });
});

test.describe('login @js', () => {
  const rules: [string, string, string][] = [
    ['login-missing', '', 'Введите пароль.'],
    ['login-long', letters(129), 'не больше 128 символов'],
  ];
  for (const [rule, password, sentence] of rules) {
    test(`${rule}: the password is refused`, async ({ page }) => {
      await open(page, '/login');
      const send = () => fillLogin(page, { email: RIGHT.Email, password });
      await expectKeptBack(page, 'identity/login', send, field(page, 'Пароль'), sentence);
    });
  }
});

test.describe('settings @js', () => {
  const names: [string, string, string][] = [
    ['name-long', letters(101), 'не больше 100 символов'],
    ['name-line', 'Анна\tАдмин', 'знаки, которые не читаются'],
  ];
  for (const [rule, typed, sentence] of names) {
    test(`${rule}: the name is refused`, async ({ page }) => {
      await logIn(page, await somebodyRegistered());
      await open(page, '/settings/profile');
      const name = page.getByLabel('Как к вам обращаться');
      await name.fill(typed);
      await expectKeptBack(page, 'identity/set-name', () => press(page, 'Сохранить'), name, sentence);
    });
  }

  test('app-code: one digit is no code', async ({ page }) => {
    const person = await somebodyRegistered();
    await logIn(page, person);
    await open(page, '/settings/factors?do=app');
    await field(page, 'Текущий пароль').fill(person.password);
    await press(page, 'Продолжить');
    await scan(page);
    await appCode(page).fill('1');
    await expectKeptBack(page, 'identity/confirm-app', () => press(page, 'Включить'), appCode(page), CODE);
  });

  test('recovery-code: eight letters are no code', async ({ page }) => {
    const person = await somebodyRegistered();
    await turnOn(page, person);
    await open(page, '/settings/factors?do=codes');
    await field(page, 'Текущий пароль').fill(person.password);
    await byRecoveryCode(page, 'ABCD-EFGH');
    const sentence = 'Код восстановления состоит из 12 букв и цифр.';
    await expectKeptBack(page, 'identity/new-codes', () => press(page, 'Создать коды'), field(page, 'Код восстановления'), sentence);
  });

  test('key-name: forty-one letters are too many', async ({ page }) => {
    const person = await somebodyRegistered();
    await logIn(page, person);
    await open(page, '/settings/factors?do=key');
    await field(page, 'Название ключа').fill(letters(41));
    await field(page, 'Текущий пароль').fill(person.password);
    const sentence = 'не больше 40 символов';
    await expectKeptBack(page, 'identity/start-key', () => press(page, 'Продолжить'), field(page, 'Название ключа'), sentence);
  });

  test('leaving: nobody leaves without the tick', async ({ page }) => {
    const person = await somebodyRegistered();
    await logIn(page, person);
    await open(page, '/settings/leave');
    await field(page, 'Текущий пароль').fill(person.password);
    const agreed = page.getByRole('checkbox', { name: 'Понимаю, что личный кабинет будет удалён' });
    const sentence = 'Отметьте, что вы это понимаете.';
    await expectKeptBack(page, 'identity/leave', () => press(page, 'Удалить личный кабинет'), agreed, sentence);
  });
});

// Fills the form in rightly, but for what is given.
async function register(page: Page, typed: Partial<Record<Label, string>>): Promise<void> {
  await open(page, '/register');
  for (const [label, text] of Object.entries({ ...RIGHT, ...typed })) await field(page, label).fill(text);
  await consent(page).check();
}
