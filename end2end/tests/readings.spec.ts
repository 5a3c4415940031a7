// Readings: what a meter cannot show is refused with a sentence at its register, a slip may be corrected.
import { claimAccount, onlyMeter, withZones } from '../support/claims';
import { expectGood } from '../support/good';
import { expectWrong, open, ready } from '../support/page';
import { atHome } from '../support/people';
import { accepted, correctReadings, openHistory, register, rowsWith, sendReadings } from '../support/readings';
import { next, type Meter } from '../support/registry';
import { expect, test } from '../support/test';

let home: string;
let meter: Meter;

test.describe('a meter with one zone', () => {
  test.beforeEach(async ({ page }) => {
    const account = claimAccount(withZones(1));
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
    await expectWrong(register(page, 'single'), 'а обычно за это время около');
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
    const account = claimAccount(withZones(2));
    meter = onlyMeter(account);
    home = await atHome(page, account);
    await open(page, home);
  });

  test('both zones must be filled', async ({ page }) => {
    const day = next(meter, 'day');
    await sendReadings(page, { day });
    await expectWrong(register(page, 'night'), 'Введите показание.');
    await expect(register(page, 'day')).toHaveValue(day);
    await expectGood(page);
  });
});
