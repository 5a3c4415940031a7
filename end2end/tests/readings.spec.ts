// Readings: what a meter cannot show is refused with a sentence at its register, a slip may be corrected.
import { claimAccount, onlyMeter, withAutomaticMeter, withMeterDueSoon, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { expectRight, expectWrong, open, ready } from '../support/page';
import { atHome } from '../support/people';
import { accepted, correctReadings, cost, money, openHistory, register, rowsWith, sendReadings } from '../support/readings';
import { next, price, type Account, type Meter } from '../support/registry';
import { expect, test } from '../support/test';

let home: string;
let account: Account;
let meter: Meter;

test.describe('a meter with one zone', () => {
  test.beforeEach(async ({ page }) => {
    account = claimAccount(withZones(1));
    meter = onlyMeter(account);
    home = await atHome(page, account);
    await open(page, home);
  });

  test('a reading below the last one is refused', async ({ page }) => {
    const below = next(meter, 'single', -1);
    await sendReadings(page, { single: below });
    await expectWrong(register(page, 'single'), 'Меньше предыдущего показания');
    await expect(register(page, 'single')).toHaveValue(below);
    await expectGood(page);
  });

  test('digits after the comma are refused', async ({ page }) => {
    const typed = `${next(meter, 'single')},5`;
    await sendReadings(page, { single: typed });
    await expectWrong(register(page, 'single'), 'Укажите только целые киловатт-часы: цифры до запятой.');
    await expect(register(page, 'single')).toHaveValue(typed);
    await expectGood(page);
  });

  test('twelve digits are too many', async ({ page }) => {
    await sendReadings(page, { single: '123456789012' });
    await expectWrong(register(page, 'single'), `Слишком много цифр: у счётчика ${meter.digits} цифр до запятой.`);
    await expect(register(page, 'single')).toHaveValue('123456789012');
    await expectGood(page);
  });

  test('a jump is taken when it is confirmed', async ({ page }) => {
    const jump = next(meter, 'single', 9_000);
    await sendReadings(page, { single: jump });
    await expectWrong(register(page, 'single'), 'а обычно в это время года около');
    await expectGood(page);
    await expect(register(page, 'single')).toHaveValue(jump);
    await page.getByRole('checkbox', { name: 'Да, показание верное' }).check();
    await sendReadings(page, {});
    await expect(accepted(page)).toBeVisible();
    await openHistory(page, home);
    await expect(rowsWith(page, jump)).toHaveCount(1);
  });

  test('the use is counted as one types @js', async ({ page }) => {
    await register(page, 'single').fill(next(meter, 'single', 152));
    await expect(page.getByText(/\+\s152\sкВт·ч/)).toBeVisible();
  });

  test('what it costs is said before sending, to the kopeck, and stays so @js', async ({ page }) => {
    await register(page, 'single').fill(next(meter, 'single', 152));
    const told = money(152 * price(account, 'single'));
    await expect(cost(page)).toHaveText(told);
    await page.getByText('Как посчитано').click();
    await expectGood(page);
    await correctReadings(page, {});
    await expect(accepted(page)).toHaveText(told);
  });

  test('what was sent says what it costs', async ({ page }) => {
    await sendReadings(page, { single: next(meter, 'single', 40) });
    await expect(accepted(page)).toHaveText(money(40 * price(account, 'single')));
  });

  test('decimals typed as whole are recognised and put right with one press @js', async ({ page }) => {
    const meant = next(meter, 'single', 60);
    await sendReadings(page, { single: `${meant}7` });
    await expect(page.getByText('Похоже, цифры после запятой набраны как целые.')).toBeVisible();
    await expectGood(page);
    await page.getByRole('button', { name: /^Исправить на / }).click();
    await expect(register(page, 'single')).toHaveValue(meant);
    await expectRight(register(page, 'single'));
    await sendReadings(page, {});
    await expect(accepted(page)).toBeVisible();
  });

  test('a comma is recognised and put right with one press @js', async ({ page }) => {
    const meant = next(meter, 'single', 61);
    await sendReadings(page, { single: `${meant},4` });
    await page.getByRole('button', { name: /^Исправить на / }).click();
    await expect(register(page, 'single')).toHaveValue(meant);
  });

  test('last month\'s number is recognised and may be sent @js', async ({ page }) => {
    await sendReadings(page, { single: next(meter, 'single', 0) });
    await expectWrong(register(page, 'single'), 'Если оно верное, отправьте ещё раз.');
    await expect(page.getByText('То же показание, что и в прошлый раз.')).toBeVisible();
    await sendReadings(page, {});
    await expect(accepted(page)).toBeVisible();
  });

  test('a correction takes the place of the first reading, which stays in the history', async ({ page }) => {
    const [first, second] = [next(meter, 'single', 40), next(meter, 'single', 41)];
    await sendReadings(page, { single: first });
    await expect(accepted(page)).toBeVisible();
    await ready(page);
    await expect(register(page, 'single')).toHaveValue(first);
    await correctReadings(page, { single: second });
    await openHistory(page, home);
    await expect(rowsWith(page, first)).toContainText('заменено');
    await expect(rowsWith(page, second)).toHaveCount(1);
    await expect(rowsWith(page, second)).not.toContainText('заменено');
    await expectGood(page);
  });

  test('the same reading sent from two tabs stands in the history once', async ({ page, context }) => {
    const reading = next(meter, 'single');
    const other = await context.newPage();
    await open(other, home);
    const tabs = [page, other];
    await Promise.all(tabs.map((tab) => sendReadings(tab, { single: reading })));
    for (const tab of tabs) await expect(accepted(tab)).toBeVisible();
    await openHistory(page, home);
    await expect(rowsWith(page, reading)).toHaveCount(1);
  });
});

test.describe('a meter with two zones', () => {
  test.beforeEach(async ({ page }) => {
    account = claimAccount(withZones(2));
    meter = onlyMeter(account);
    home = await atHome(page, account);
    await open(page, home);
  });

  test('zones in each other\'s place are recognised and change places with one press @js', async ({ page }) => {
    const [day, night] = [next(meter, 'day', 70), next(meter, 'night', 30)];
    await sendReadings(page, { day: night, night: day });
    await expect(page.getByText(/перепутаны местами/).first()).toBeVisible();
    await expectGood(page);
    await page.getByRole('button', { name: 'Поменять местами' }).first().click();
    await expect(register(page, 'day')).toHaveValue(day);
    await expect(register(page, 'night')).toHaveValue(night);
    await expectRight(register(page, 'day'));
    await expectRight(register(page, 'night'));
    const told = money(70 * price(account, 'day') + 30 * price(account, 'night'));
    await expect(cost(page)).toHaveText(told);
  });

  test('both zones must be filled', async ({ page }) => {
    const day = next(meter, 'day');
    await sendReadings(page, { day });
    await expectWrong(register(page, 'night'), 'Введите показание.');
    await expect(register(page, 'day')).toHaveValue(day);
    await expectGood(page);
  });
});

test('a meter that sends its readings itself is not asked for them', async ({ page }) => {
  await open(page, await atHome(page, claimAccount(withAutomaticMeter)));
  await expect(page.getByText('Счётчик передаёт показания сам')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Круглосуточно' })).toHaveCount(0);
  await expectGood(page);
});

test('a verification that ends within two months is told, with who replaces the meter', async ({ page }) => {
  const ending = claimAccount(withMeterDueSoon);
  await open(page, await atHome(page, ending));
  await expect(page.getByText('Срок поверки счётчика истекает через')).toBeVisible();
  await expect(page.getByText(/в многоквартирном доме её делает поставщик/)).toBeVisible();
  await page.getByText('О счётчике').click();
  await expect(page.getByText(onlyMeter(ending).seal, { exact: true })).toBeVisible();
  await expectGood(page);
});
