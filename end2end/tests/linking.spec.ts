// «Добавление лицевого счёта»: which accounts may be linked, and by what.
import { anyAccount, claimAccount, inKhakassia } from '../support/claims';
import { expectGood } from '../support/good';
import { ACCOUNT_PAGE, CLOSED, REFUSED, fillLinking, number, proof } from '../support/linking';
import { arrive, expectWrong, loosely, open, press } from '../support/page';
import { link, logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

const NEVER_PAID = '1.01';

test.beforeEach(async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  await open(page, '/accounts/add');
});

test('an empty form names what is missing', async ({ page }) => {
  await press(page, 'Добавить');
  await expectWrong(number(page), 'Введите номер лицевого счёта.');
  await expectWrong(proof(page), 'Заполните подтверждение.');
  await expectGood(page);
});

test('a number that no branch has is refused at the number', async ({ page }) => {
  await fillLinking(page, { number: '550000001', proof: '102.00' });
  await expectWrong(number(page), 'Номера наших филиалов так не начинаются.');
  await expect(number(page)).toHaveValue('550000001');
  await expect(proof(page)).toHaveValue('102.00');
  await expectGood(page);
});

test('an unknown account and a wrong proof get the same sentence', async ({ page }) => {
  const account = claimAccount(anyAccount);
  await fillLinking(page, { number: '699999999', proof: NEVER_PAID });
  await expectWrong(proof(page), REFUSED);
  await fillLinking(page, { number: account.number, proof: NEVER_PAID, label: 'Дача' });
  await expectWrong(proof(page), REFUSED);
  await expectGood(page);
  await expect(number(page)).toHaveValue(account.number);
  await expect(page.getByLabel('Название для лицевого счета')).toHaveValue('Дача');
});

test('after three wrong proofs even the right one gets that sentence', async ({ page }) => {
  const account = claimAccount(anyAccount);
  for (const wrong of ['1.01', '1.02', '1.03', account.payment]) {
    await fillLinking(page, { number: account.number, proof: wrong });
    await expectWrong(proof(page), REFUSED);
    await expect(proof(page)).toHaveValue(wrong);
    await open(page, '/accounts/add');
  }
});

test('a sum needs its kopecks', async ({ page }) => {
  await fillLinking(page, { number: claimAccount(anyAccount).number, proof: '102' });
  await expectWrong(proof(page), 'Укажите сумму с копейками, например 102.00.');
  await expectGood(page);
});

test('the address of the bill proves an account', async ({ page }) => {
  const account = claimAccount(anyAccount);
  await fillLinking(page, { number: account.number, proof: account.address.toUpperCase() });
  await arrive(page, ACCOUNT_PAGE);
  await expect(page.getByRole('main')).toContainText(account.address);
  await expect(page.getByRole('main'), 'a neighbour may know the address, so the name is hidden').not.toContainText(account.surname);
});

test('in Khakassia the surname proves an account', async ({ page }) => {
  const account = claimAccount(inKhakassia);
  await fillLinking(page, { number: account.number, proof: account.surname });
  await arrive(page, ACCOUNT_PAGE);
  await expect(page.getByRole('main')).toContainText(account.number);
  await expect(page.getByRole('main'), 'an address is not told for a surname').not.toContainText(account.address);
});

test('the hint follows the beginning of the number @js', async ({ page }) => {
  await number(page).fill('69');
  await expect(proof(page)).toHaveAccessibleDescription(loosely('или адрес объекта, как указан в счёте'));
  await number(page).fill('19');
  await expect(proof(page)).toHaveAccessibleDescription(loosely('Фамилия либо сумма любого ненулевого платежа'));
  await expectGood(page);
});

test('after a refusal the hint is that of the number, without scripts too', async ({ page }) => {
  await expect(proof(page)).toHaveAccessibleDescription(loosely('номер начинается на 19'));
  await fillLinking(page, { number: claimAccount(inKhakassia).number, proof: NEVER_PAID });
  await expectWrong(proof(page), REFUSED);
  await expect(proof(page)).toHaveAccessibleDescription(loosely('Фамилия либо сумма любого ненулевого платежа'));
  await expect(proof(page)).not.toHaveAccessibleDescription(loosely('адрес объекта'));
});

test('after five wrong proofs the number is not asked any more', async ({ page }) => {
  const [first, second] = [claimAccount(anyAccount), claimAccount(anyAccount)];
  for (const account of [first, first, first, second, second]) {
    const answered = page.waitForResponse(/\/api\/accounts\/link$/);
    await fillLinking(page, { number: account.number, proof: NEVER_PAID });
    await answered;
    await open(page, '/accounts/add');
  }
  await expect(page.getByText(CLOSED)).toBeVisible();
  await expect(number(page)).toHaveCount(0);
  await expectGood(page);
  await page.getByRole('main').getByRole('link', { name: 'Обратная связь' }).click();
  await arrive(page, '/feedback');
});

test('an account is linked once', async ({ page }) => {
  const account = claimAccount(anyAccount);
  await link(page, account);
  await fillLinking(page, { number: account.number, proof: account.payment });
  await expectWrong(number(page), 'Этот лицевой счёт уже привязан к вашему личному кабинету.');
  await expectGood(page);
});
