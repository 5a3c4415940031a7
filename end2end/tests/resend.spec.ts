// The letter of a registration once more: by the browser that registered, a minute after the one before.
import { expectGood } from '../support/good';
import { expectLetter, messagesTo } from '../support/outbox';
import { arrive, expectSummary, field, open, press } from '../support/page';
import { somebody, somebodyRegistered, type Person } from '../support/people';
import { fillRegistration, getCode, sendRegistration } from '../support/registration';
import { expect, test } from '../support/test';
import type { Page } from '@playwright/test';

const AGAIN = 'Отправить письмо ещё раз';

test('another letter may be asked for after a minute, not before', async ({ page }) => {
  const person = somebody();
  await register(page, person);
  await expect(page.getByText(/Ещё одно письмо можно получить через \d+\s+секунд/)).toBeVisible();
  await expectGood(page);
  await expectLetter(person.email, 'Подтвердите регистрацию в личном кабинете');
  await press(page, AGAIN);
  await expectSummary(page, 'Слишком много попыток. Попробуйте снова через');
  await expectGood(page);
  expect(await messagesTo(person.email)).toHaveLength(1);
});

test('the seconds until another letter are counted down @js', async ({ page }) => {
  await register(page, somebody());
  const wait = page.getByText('Ещё одно письмо можно получить через');
  const first = await wait.textContent();
  await expect(wait).not.toHaveText(first ?? '');
});

test('an address with a cabinet sees the same page', async ({ page }) => {
  const { email } = await somebodyRegistered();
  await register(page, { ...somebody(), email });
  await expect(page.getByRole('button', { name: AGAIN })).toBeVisible();
  await expect(page.getByText(/Ещё одно письмо можно получить через \d+\s+секунд/)).toBeVisible();
});

test('a browser that has not registered is not offered a letter', async ({ page }) => {
  await open(page, '/sent/register');
  await expect(page.getByRole('heading', { name: 'Проверьте почту' })).toBeVisible();
  await expect(page.getByRole('button', { name: AGAIN })).toHaveCount(0);
  await expectGood(page);
});

test('after another letter the page says which link works', async ({ page }) => {
  await open(page, '/sent/register?again');
  await expect(page.getByText('Письмо отправлено ещё раз. Действует ссылка из последнего письма.')).toBeVisible();
  await expectGood(page);
});

async function register(page: Page, person: Person): Promise<void> {
  await open(page, '/register');
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
}
