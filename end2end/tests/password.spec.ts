// How good a new password is, said while it is typed: by the rule at once, by the server's dictionary after a pause.
import { expectGood } from '../support/good';
import { linkFor } from '../support/outbox';
import { arrive, field, loosely, open, press, withScripts } from '../support/page';
import { logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';
import type { Page } from '@playwright/test';

const STRONG = 'Трамвай-синий-73-мост';

test('the registration says how good the password is @js', async ({ page }) => {
  await open(page, '/register');
  await expect(meter(page)).toHaveCount(0);
  const password = field(page, 'Пароль');
  await password.pressSequentially('гроза');
  await expectSaid(page, 'Пароль слабый. Пароль должен содержать не менее 6 цифр и букв.', '1');
  await expectGood(page);
  await password.pressSequentially('ааа');
  await expectSaid(page, 'Пароль слабый. В пароле должны быть и буквы, и цифры.', '1');
  await password.fill('Пароль123');
  await expectSaid(page, 'Пароль слабый. Такой пароль легко угадать', '1');
  await password.fill('x7kq2mV');
  await expectSaid(page, 'Пароль средний.', '2');
  await expectGood(page);
  await password.fill(STRONG);
  await expectSaid(page, 'Пароль надёжный.', '3');
  await expectGood(page);
  await password.fill('');
  await expect(meter(page)).toHaveCount(0);
});

test('the address typed beside it is no password @js', async ({ page }) => {
  await open(page, '/register');
  await field(page, 'Email').fill('vera.sokolova7@example.com');
  await field(page, 'Пароль').fill('vera.sokolova7');
  await expectSaid(page, 'Пароль слабый. Пароль не должен повторять ваш email или телефон.', '1');
});

test('recovery and the settings say it, too @js', async ({ page }) => {
  const person = await somebodyRegistered();
  await open(page, '/recovery');
  await field(page, 'Email').fill(person.email);
  await press(page, 'Отправить');
  await arrive(page, '/sent/recovery');
  await open(page, await linkFor(person.email, '/recovery/password'));
  await field(page, 'Пароль').fill(STRONG);
  await expectSaid(page, 'Пароль надёжный.', '3');

  await logIn(page, person);
  await open(page, '/settings');
  await field(page, 'Новый пароль').fill('Пароль123');
  await expectSaid(page, 'Пароль слабый. Такой пароль легко угадать', '1');
  await expectGood(page);
});

test('without scripts the form is what it was', async ({ page }) => {
  test.skip(withScripts());
  await open(page, '/register');
  await field(page, 'Пароль').fill('гроза');
  await expect(meter(page)).toHaveCount(0);
  await expectGood(page);
});

async function expectSaid(page: Page, sentence: string, level: string): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: loosely(sentence) })).toBeVisible();
  await expect(meter(page)).toHaveAttribute('value', level);
}

function meter(page: Page) {
  return page.getByRole('meter', { name: 'Надёжность пароля' });
}
