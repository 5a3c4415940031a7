// What the browser keeps back of linking, of an account's name and of an invitation; a test's first word is its rule.
import type { Page } from '@playwright/test';
import { anyAccount, claimAccount } from '../../support/claims';
import { fillLinking, number, proof } from '../../support/linking';
import { field, open, press } from '../../support/page';
import { atHome, logIn, somebodyRegistered } from '../../support/people';
import { expectKeptBack, letters } from '../../support/rules';
import { test } from '../../support/test';

const TVER = '699999999';
const KHAKASSIA = '199999999999';
const NUMBER = 'Проверьте номер: перепишите все цифры лицевого счёта из квитанции.';
const PROOF = 'Не похоже на подтверждение для этого лицевого счёта.';

test.describe.configure({ mode: 'parallel' });

test.describe('linking @js', () => {
  const numbers: [string, string, string][] = [
    ['number-digits', '69999999а', NUMBER],
    ['number-mask', '6999', NUMBER],
    ['number-known', '559999999', 'Номера наших филиалов так не начинаются.'],
  ];
  for (const [rule, typed, sentence] of numbers) {
    test(`${rule}: the number is refused`, async ({ page }) => {
      await openLinking(page);
      const send = () => fillLinking(page, { number: typed, proof: '102.00' });
      await expectKeptBack(page, 'accounts/link', send, number(page), sentence);
    });
  }

  const proofs: [string, string, string, string][] = [
    ['proof-kopecks', TVER, '102', 'Укажите сумму с копейками'],
    ['proof-zero', TVER, '0,00', 'Укажите сумму ненулевого платежа'],
    ['proof-address', TVER, 'г. Тверь', 'Укажите адрес целиком, как в квитанции'],
    ['proof-long', TVER, `170100, г. Тверь, ул. ${letters(300)}`, 'не больше 300 символов'],
    ['proof-surname', KHAKASSIA, 'Семина А', PROOF],
    ['proof-kind', KHAKASSIA, '655017, г. Абакан, ул. Ленина, д. 1', PROOF],
  ];
  for (const [rule, branch, typed, sentence] of proofs) {
    test(`${rule}: the proof is refused`, async ({ page }) => {
      await openLinking(page);
      const send = () => fillLinking(page, { number: branch, proof: typed });
      await expectKeptBack(page, 'accounts/link', send, proof(page), sentence);
    });
  }
});

test.describe('an account of one\'s own @js', () => {
  test.beforeEach(async ({ page }) => {
    await open(page, `${await atHome(page, claimAccount(anyAccount))}/settings`);
  });

  test('label-long: forty-one letters are too many', async ({ page }) => {
    const label = page.getByLabel('Название для лицевого счета');
    await label.fill(letters(41));
    await expectKeptBack(page, 'accounts/rename', () => press(page, 'Сохранить'), label, 'не больше 40 символов');
  });

  test('invited-email: what is no address is refused', async ({ page }) => {
    await field(page, 'Email').fill('нет');
    await field(page, 'Роль').selectOption('Плательщик');
    await expectKeptBack(page, 'accounts/invite', () => press(page, 'Пригласить'), field(page, 'Email'), 'Проверьте адрес');
  });

  test('role-missing: a role is chosen', async ({ page }) => {
    await field(page, 'Email').fill('boris@example.com');
    await expectKeptBack(page, 'accounts/invite', () => press(page, 'Пригласить'), field(page, 'Роль'), 'Выберите роль.');
  });

  test('role-known: a role that the list does not have is refused', async ({ page }) => {
    await field(page, 'Email').fill('boris@example.com');
    await field(page, 'Роль').selectOption('Плательщик');
    await field(page, 'Роль').locator('option:checked').evaluate((option: HTMLOptionElement) => { option.value = 'admin'; });
    await expectKeptBack(page, 'accounts/invite', () => press(page, 'Пригласить'), field(page, 'Роль'), 'Выберите роль из списка.');
  });
});

async function openLinking(page: Page): Promise<void> {
  await logIn(page, await somebodyRegistered());
  await open(page, '/accounts/add');
}
