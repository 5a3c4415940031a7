// The whole way of the manual: register, log in, link accounts, send readings, leave.
import { claimAccount, claimHousehold, onlyMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { ACCOUNT_PAGE, fillLinking } from '../support/linking';
import { fillLogin } from '../support/login';
import { expectLetter } from '../support/outbox';
import { arrive, field, open, press } from '../support/page';
import { somebody } from '../support/people';
import { accepted, rowsWith, sendReadings } from '../support/readings';
import { next } from '../support/registry';
import { fillConfirmation, fillRegistration, getCode, sendConfirmation, sendRegistration } from '../support/registration';
import { expect, test } from '../support/test';

test('a customer registers, links two accounts, sends readings and leaves', async ({ page, context }) => {
  test.slow();
  const [offered, ...others] = claimHousehold(withZones(1));
  const dacha = claimAccount(withZones(2));
  const meter = onlyMeter(dacha);
  if (!offered) throw new Error('a household has an account');
  const person = somebody(offered.phone);

  await test.step('the login page shows every way on', async () => {
    await open(page, '/');
    await arrive(page, '/login');
    const form = page.getByRole('main');
    await expect(form.getByRole('link', { name: 'Забыли пароль?' })).toBeVisible();
    await expect(form.getByRole('link', { name: 'Обратная связь' })).toBeVisible();
    await expectGood(page);
    await form.getByRole('link', { name: 'Зарегистрируйтесь' }).click();
    await arrive(page, '/register');
  });

  await test.step('registration with a code from a text message', async () => {
    await expectGood(page);
    await field(page, 'Email').fill(person.email);
    const code = await getCode(page, person);
    await expectGood(page);
    await fillRegistration(page, person);
    await field(page, 'Код подтверждения').fill(code);
    await sendRegistration(page);
    await arrive(page, '/sent/register');
    await expectGood(page);
  });

  await test.step('the link of the letter confirms it', async () => {
    await expectLetter(person.email, 'Подтвердите регистрацию в личном кабинете');
    await fillConfirmation(page, person);
    await expectGood(page);
    await sendConfirmation(page);
    await arrive(page, '/login');
    await expect(page.getByText('Регистрация подтверждена')).toBeVisible();
    await expectGood(page);
  });

  await test.step('the account of the phone is linked by one press', async () => {
    await fillLogin(page, person);
    await arrive(page, '/accounts/add');
    await expect(page.getByRole('button', { name: /^Добавить счёт/ })).toHaveCount(1 + others.length);
    await expectGood(page);
    await press(page, `Добавить счёт ${offered.number}`);
    await arrive(page, ACCOUNT_PAGE);
    await expect(page.getByText(offered.address).first()).toBeAttached();
    await expectGood(page);
  });

  await test.step('another account is linked by number and payment, with a name', async () => {
    await openSwitcher();
    await page.getByRole('link', { name: '+Добавить счёт' }).click();
    await arrive(page, '/accounts/add');
    await fillLinking(page, { number: dacha.number, proof: dacha.payment, label: 'Дача' });
    await expect(page.getByRole('heading', { level: 1, name: 'Дача' })).toBeVisible();
    await arrive(page, ACCOUNT_PAGE);
  });

  await test.step('the switcher at the top leads from one to the other', async () => {
    await openSwitcher();
    await expectGood(page);
    await page.getByRole('link', { name: offered.number }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Лицевой счёт' })).toBeVisible();
    await openSwitcher();
    await page.getByRole('link', { name: 'Дача' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Дача' })).toBeVisible();
    await arrive(page, ACCOUNT_PAGE);
  });

  await test.step('readings of both zones stand in the history', async () => {
    const readings = { day: next(meter, 'day'), night: next(meter, 'night') };
    await sendReadings(page, readings);
    await expect(accepted(page)).toBeVisible();
    await expectGood(page);
    await page.getByRole('link', { name: 'История показаний' }).click();
    await arrive(page, /\/history$/);
    for (const [zone, reading] of [['День', readings.day], ['Ночь', readings.night]] as const) {
      const row = rowsWith(page, reading).filter({ hasText: zone });
      await expect(row).toHaveCount(1);
      await expect(row).toContainText('Передали вы');
      await expect(row).toContainText(/24\s+ноября\s+2026,\s+\d{2}:\d{2}/);
    }
    await expectGood(page);
  });

  await test.step('after logout the old session opens nothing', async () => {
    const before = await context.cookies();
    await press(page, 'Выйти');
    await arrive(page, '/login');
    await expect(page.getByRole('button', { name: 'Выйти' })).toHaveCount(0);
    await context.addCookies(before);
    await open(page, '/accounts/add');
    await arrive(page, '/login');
  });

  async function openSwitcher(): Promise<void> {
    await page.locator('.switcher > summary').click();
    await expect(page.getByRole('link', { name: '+Добавить счёт' })).toBeVisible();
  }
});
