// Passkeys, made by the browser's virtual authenticator: added, used after the password and alone, taken away @js.
import { type Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { expectLetter } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { somebodyRegistered } from '../support/people';
import { baseURL } from '../support/server';
import { expect, test } from '../support/test';

// Browsers know no passkeys for a number.
test.use({ baseURL: baseURL.replace('127.0.0.1', 'localhost') });

test('a passkey is added, opens the cabinet with and without the password, and is taken away @js', async ({ page }) => {
  await deviceOf(page);
  const person = await somebodyRegistered();
  await open(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/accounts/add');

  await open(page, '/settings/factors');
  await page.getByRole('link', { name: 'Добавить ключ доступа' }).click();
  await press(page, 'Продолжить');
  await expectWrong(field(page, 'Название ключа'), 'Заполните это поле.');
  await expectGood(page);
  await field(page, 'Название ключа').fill('Мой ноутбук');
  await field(page, 'Текущий пароль').fill(person.password);
  await press(page, 'Продолжить');
  await expect(page.getByRole('button', { name: 'Создать ключ доступа', exact: true })).toBeVisible();
  await expectGood(page);
  await press(page, 'Создать ключ доступа');
  await expect(page.getByText('Сохраните коды восстановления сейчас')).toBeVisible();
  await press(page, 'Коды сохранены');
  await expect(page.getByText('Мой ноутбук')).toBeVisible();
  await expectGood(page);
  await expectLetter(person.email, 'Добавлен ключ доступа');

  await press(page, 'Выйти');
  await arrive(page, '/login');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  await expectGood(page);
  await press(page, 'Войти с ключом доступа');
  await arrive(page, '/accounts/add');

  await press(page, 'Выйти');
  await arrive(page, '/login');
  await page.getByRole('link', { name: 'Войти с ключом доступа' }).click();
  await arrive(page, '/login/code');
  await expectGood(page);
  await press(page, 'Выбрать ключ доступа');
  await press(page, 'Войти с ключом доступа');
  await arrive(page, '/accounts/add');

  await open(page, '/settings/factors');
  await page.getByRole('link', { name: 'Удалить ключ «Мой ноутбук»' }).click();
  await expect(page.getByText('Это последнее подтверждение')).toBeVisible();
  await field(page, 'Текущий пароль').fill(person.password);
  await expectGood(page);
  await press(page, 'Удалить ключ');
  await expect(page.getByText('Ключ доступа удалён.')).toBeVisible();
  await expectLetter(person.email, 'Удалён ключ доступа');
});

test('a device that does not confirm is told about, and nothing is lost @js', async ({ page }) => {
  const device = await deviceOf(page);
  await open(page, '/login');
  await page.getByRole('link', { name: 'Войти с ключом доступа' }).click();
  await press(page, 'Выбрать ключ доступа');
  await device.refuse();
  await press(page, 'Войти с ключом доступа');
  await expect(page.getByText('Устройство не подтвердило ключ доступа.')).toBeVisible();
  await expectGood(page);
});

// A device with a fingerprint reader, which finds its owner's finger.
async function deviceOf(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const refuse = () => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  return { refuse };
}
