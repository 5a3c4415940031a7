// What the browser keeps back of readings, one's own and those sent without login; a test's first word is its rule.
import { claimAccount, onlyMeter, withZones } from '../../support/claims';
import { aPdf, aPng, type Sample } from '../../support/files';
import { accountNumber, first, GUEST_PAGE, meterNumber, night, sendAsGuest, type GuestForm } from '../../support/guest';
import { OwnServer, visit } from '../../support/own_server';
import { open, ready } from '../../support/page';
import { atHome } from '../../support/people';
import { attachPhotos, photoInput } from '../../support/photos';
import { register, sendReadings } from '../../support/readings';
import { next, type Meter } from '../../support/registry';
import { expectKeptBack, letters } from '../../support/rules';
import { test } from '../../support/test';

test.describe.configure({ mode: 'parallel' });

test.describe('one\'s own meter @js', () => {
  const rules: [string, (meter: Meter) => string, string][] = [
    ['reading-missing', () => '', 'Введите показание.'],
    ['reading-shape', (meter) => `${next(meter, 'single')} кВт`, 'Показание состоит только из цифр.'],
    ['reading-decimals', (meter) => `${next(meter, 'single')},5678`, 'Укажите только целые киловатт-часы'],
    ['reading-digits', () => '123456789012', 'Слишком много цифр'],
    ['reading-below', (meter) => next(meter, 'single', -1), 'Меньше предыдущего показания'],
    ['reading-jump', (meter) => next(meter, 'single', 9_000), 'а обычно'],
  ];
  for (const [rule, typed, sentence] of rules) {
    test(`${rule}: the reading is refused`, async ({ page }) => {
      const account = claimAccount(withZones(1));
      await open(page, await atHome(page, account));
      const send = () => sendReadings(page, { single: typed(onlyMeter(account)) });
      await expectKeptBack(page, 'readings/submit', send, register(page, 'single'), sentence);
    });
  }
});

test.describe('photos @js', () => {
  const rules: [string, Sample[], string][] = [
    ['photos-many', ['1.png', '2.png', '3.png', '4.png'].map(aPng), 'Приложите не больше 3 снимков.'],
    ['photo-kind', [aPdf('счёт.pdf')], '«счёт.pdf»: это не снимок JPEG или PNG.'],
  ];
  for (const [rule, photos, sentence] of rules) {
    test(`${rule}: what is attached is refused`, async ({ page }) => {
      const account = claimAccount(withZones(1));
      await open(page, await atHome(page, account));
      await attachPhotos(page, ...photos);
      const send = () => sendReadings(page, { single: next(onlyMeter(account), 'single') });
      await expectKeptBack(page, 'readings/submit', send, photoInput(page), sentence);
    });
  }
});

test.describe('without login @js', () => {
  const RIGHT: GuestForm = { number: '699999999', serial: 'СЭ-1', first: '100' };
  const rules: [string, Partial<GuestForm>, typeof first, string][] = [
    ['guest-serial', { serial: '№ -' }, meterNumber, 'Введите номер счётчика.'],
    ['guest-serial-long', { serial: letters(41) }, meterNumber, 'не больше 40 символов'],
    ['guest-shape', { first: 'сто' }, first, 'Показание состоит только из цифр.'],
    ['guest-whole', { first: '100,5' }, first, 'Укажите только целые киловатт-часы'],
    ['guest-digits', { first: '1234567890' }, first, 'не больше 9 символов'],
    ['guest-missing', { halfPeak: '100' }, night, 'Введите показание.'],
  ];
  for (const [rule, typed, input, sentence] of rules) {
    test(`${rule}: the form is refused`, async ({ page }) => {
      await open(page, GUEST_PAGE);
      const send = () => sendAsGuest(page, { ...RIGHT, ...typed });
      await expectKeptBack(page, 'readings/send-as-guest', send, input(page), sentence);
    });
  }

  test('guest-window: outside the window nothing is sent', async ({ browser, watch }) => {
    const server = new OwnServer();
    await server.start('2026-11-27T09:00:00Z');
    const page = await visit(browser, server, watch);
    await page.goto(GUEST_PAGE);
    await ready(page);
    const sentence = 'Приём показаний для этого лицевого счёта откроется 23 декабря 2026';
    await expectKeptBack(page, 'readings/send-as-guest', () => sendAsGuest(page, RIGHT), accountNumber(page), sentence);
    await page.context().close();
    await server.close();
  });
});
