// A photo of the meter beside its readings: chosen, checked, sent, seen in the history; with and without a connection.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { claimAccount, onlyMeter, withZones } from '../support/claims';
import { aHeic, aPdf, aPhoto, aPng, hundredMegapixels, largePhoto, words, type Sample } from '../support/files';
import { expectGood } from '../support/good';
import { keptForLater, loseConnection, openOffline, stored } from '../support/offline';
import { expectRight, expectWrong, open, press, ready, withScripts } from '../support/page';
import { atHome, link, logIn, somebodyRegistered } from '../support/people';
import { attachPhotos, photoInput, photoLinks, takeOut } from '../support/photos';
import { accepted, openHistory, register, rowsWith, sendReadings } from '../support/readings';
import { next, type Account, type Meter } from '../support/registry';
import { expect, test } from '../support/test';

let home: string;
let account: Account;
let meter: Meter;
let reading: string;

test.beforeEach(async ({ page }) => {
  account = claimAccount(withZones(1));
  meter = onlyMeter(account);
  reading = next(meter, 'single');
  home = await atHome(page, account);
  await open(page, home);
});

test('a photo goes with a reading and opens from the history, for those who see it', async ({ page, context }) => {
  await attachPhotos(page, aPhoto('IMG_1.jpg'), aPng('IMG_2.png'));
  await expectGood(page);
  await sendReadings(page, { single: reading });
  await expect(accepted(page)).toBeVisible();
  await expect(photoLinks(page)).toHaveCount(2);
  await expectGood(page);
  const row = await inHistory(page);
  await expect(photoLinks(row)).toHaveText(['фото 1', 'фото 2']);
  await expectGood(page);
  const coming = page.waitForEvent('download');
  await photoLinks(row).first().click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('schetchik-2026-11-24-1.jpg');
  expect((await readFile(await download.path())).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));

  const address = (await photoLinks(row).first().getAttribute('href')) ?? '';
  const { ...headers } = (await page.request.get(address)).headers();
  expect(headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(headers['content-disposition']).toMatch(/^attachment;/);
  await context.clearCookies();
  const nobody = await page.request.get(address, { maxRedirects: 0 });
  expect(nobody.headers()['location']).toBe(`/login?next=${home}/history`);
  await logIn(page, await somebodyRegistered());
  expect((await page.request.get(address)).status()).toBe(404);
  const theirs = await link(page, claimAccount(withZones(1)));
  expect((await page.request.get(address.replace(home, theirs))).status()).toBe(404);
});

test('a photo that is not taken is told at its field, and what was typed stays', async ({ page }) => {
  const refused: [Sample, string][] = [
    [words('IMG_1.jpg'), '«IMG_1.jpg»: это не снимок JPEG или PNG.'],
    [aPdf('счёт.pdf'), '«счёт.pdf»: это не снимок JPEG или PNG.'],
    [aHeic('IMG_2.heic'), '«IMG_2.heic»: телефон сохранил снимок в формате HEIC'],
    [hundredMegapixels('план.png'), '«план.png»: в снимке больше 40 мегапикселей.'],
    [largePhoto('IMG_3.jpg', 30), '«IMG_3.jpg»: файл больше 10 МБ.'],
  ];
  for (const [photo, sentence] of refused) {
    await attachPhotos(page, photo);
    await sendReadings(page, { single: reading });
    await expectWrong(photoInput(page), sentence);
    await expect(register(page, 'single')).toHaveValue(reading);
    if (!withScripts()) await expect(page.getByText('Файлы нужно выбрать заново.')).toBeVisible();
    await ready(page);
  }
  await expectGood(page);
  await attachPhotos(page, ...[1, 2, 3, 4].map((at) => aPng(`${at}.png`)));
  await sendReadings(page, { single: reading });
  await expectWrong(photoInput(page), 'Приложите не больше 3 снимков.');
  await ready(page);
  if (withScripts()) await takeOut(page, 4);
  await attachPhotos(page, aPhoto('IMG_4.jpg'));
  await sendReadings(page, { single: reading });
  await expect(accepted(page)).toBeVisible();
  await expect(photoLinks(await inHistory(page))).toHaveCount(1);
});

test('a wrong reading and a wrong photo are told together', async ({ page }) => {
  await attachPhotos(page, largePhoto('IMG_1.jpg', 11));
  await sendReadings(page, { single: next(meter, 'single', -1) });
  await expectWrong(register(page, 'single'), 'Меньше предыдущего показания');
  await expectWrong(photoInput(page), '«IMG_1.jpg»: файл больше 10 МБ.');
  await expectGood(page);
});

test('what is wrong with a photo is said when it is chosen, before anything is sent @js', async ({ page }) => {
  let sent = false;
  page.on('request', (request) => (sent ||= request.method() === 'POST'));
  for (const [photo, sentence] of [
    [largePhoto('IMG_1.jpg', 30), 'файл больше 10 МБ.'],
    [aHeic('IMG_2.jpg'), 'телефон сохранил снимок в формате HEIC'],
    [words('IMG_3.jpg'), 'это не снимок JPEG или PNG.'],
  ] as const) {
    await attachPhotos(page, photo);
    await expectWrong(photoInput(page), sentence);
  }
  await attachPhotos(page, aPhoto('IMG_4.heic'));
  await expectRight(photoInput(page));
  expect(sent).toBe(false);
});

test('photos come one after the other, as a camera gives them, and are taken out one by one @js', async ({ page }) => {
  const chosen = page.getByRole('list', { name: 'Выбрано' }).getByRole('listitem');
  // Every photo of some telephones has this name; they are told apart by size and time.
  await attachPhotos(page, aPhoto('image.jpg'));
  await attachPhotos(page, largePhoto('image.jpg', 1));
  await attachPhotos(page, words('IMG_3.jpg'));
  await expectWrong(photoInput(page), '«IMG_3.jpg»: это не снимок JPEG или PNG.');
  await expect(chosen).toHaveCount(3);
  await photoInput(page).focus(); // as it has it after a choice by hand
  await expectGood(page);
  await attachPhotos(page, aPng('IMG_4.png'));
  await expectRight(photoInput(page));
  await expect(chosen).toContainText(['image.jpg', 'image.jpg', 'IMG_4.png']);
  await attachPhotos(page, aPng('IMG_5.png'));
  await expectWrong(photoInput(page), 'Приложите не больше 3 снимков.');
  await press(page, 'Убрать файл 2: image.jpg');
  await expect(chosen).toContainText(['image.jpg', 'IMG_4.png', 'IMG_5.png']);
  await expectRight(photoInput(page));
  await expect(photoInput(page)).toBeFocused();
  await takeOut(page, 1);
  await expectGood(page);
  await sendReadings(page, { single: reading });
  await expect(accepted(page)).toBeVisible();
  await expect(photoLinks(page)).toHaveCount(2);
});

test('a photo comes to a reading that was sent without one', async ({ page }) => {
  await sendReadings(page, { single: reading });
  await expect(accepted(page)).toBeVisible();
  await ready(page);
  await attachPhotos(page, aPhoto('IMG_1.jpg'));
  await press(page, 'Исправить показания');
  await expect(photoLinks(page)).toHaveCount(1);
  const row = await inHistory(page);
  await expect(row).toHaveCount(1);
  await expect(photoLinks(row)).toHaveCount(1);
});

test('how much of a photo has left is shown, also past the worker @js', async ({ page }) => {
  await keptForLater(page);
  await slowDown(page);
  // Under way for longer than axe takes to look at the page.
  await attachPhotos(page, largePhoto('IMG_1.jpg', 8));
  await sendReadings(page, { single: reading });
  const progress = page.getByRole('progressbar', { name: 'Загрузка файлов' });
  const value = async () => Number(await progress.getAttribute('value'));
  await expect.poll(value, { message: 'some of it has left' }).toBeGreaterThan(5);
  expect(await value()).toBeLessThan(100);
  await expectGood(page);
  await expect(accepted(page)).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => stored(page, 'waiting'), { message: 'no copy is left' }).toBe(0);
});

test('a photo chosen without a connection waits with its reading and is sent with it @js', async ({ page, watch }) => {
  watch.expectNoConnection();
  await keptForLater(page);
  await loseConnection(page);
  await openOffline(page, home);
  await attachPhotos(page, words('IMG_1.jpg'));
  await sendReadings(page, { single: reading });
  await expectWrong(photoInput(page), '«IMG_1.jpg»: это не снимок JPEG или PNG.');
  await expectGood(page);
  await attachPhotos(page, aPhoto('IMG_1.jpg'), aPng('IMG_2.png'));
  await waits(page);
  await expect(page.getByText('Показания и снимки сохранены на этом устройстве')).toBeVisible();
  await expectGood(page);
  await page.context().setOffline(false);
  await expect(page.getByText('Показания отправлены')).toBeVisible();
  const row = await inHistory(page);
  await expect(row).toHaveCount(1);
  await expect(photoLinks(row)).toHaveCount(2);
});

test('a device keeps so many photos and no more; the readings wait all the same @js', async ({ page, watch }) => {
  watch.expectNoConnection();
  const dacha = claimAccount(withZones(1));
  const garage = claimAccount(withZones(1));
  await keptForLater(page);
  for (const other of [dacha, garage]) {
    await open(page, await link(page, other));
    await keptForLater(page);
  }
  await expect.poll(() => stored(page, 'seen')).toBe(3);
  await loseConnection(page);
  await openOffline(page, home);
  for (const one of [account, dacha, garage]) {
    const section = page.getByRole('region', { name: one.number });
    await section.getByRole('textbox', { name: 'Круглосуточно' }).fill(next(onlyMeter(one), 'single'));
    await attachPhotos(section, ...[1, 2, 3].map((at) => largePhoto(`IMG_${String(at)}.jpg`, 9)));
    const shown = page.waitForEvent('load');
    await section.getByRole('button', { name: 'Передать показания' }).click();
    await shown;
    await ready(page);
  }
  await expect(page.getByText('Показания и снимки сохранены')).toHaveCount(2);
  await expect(page.getByText('Снимки сохранить или отправить не удалось')).toHaveCount(1);
  expect(await stored(page, 'waiting')).toBe(3);
});

test('a photo whose answer was lost is sent again and stands in the history once @js', async ({ page, context, watch }) => {
  watch.expectNoConnection();
  await keptForLater(page);
  let arrived = 0;
  await context.route('**/api/readings/submit', async (route) => {
    arrived += 1;
    if (arrived > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await attachPhotos(page, aPhoto('IMG_1.jpg'));
  await sendReadings(page, { single: reading });
  await expect.poll(() => arrived, { message: 'it is sent again by itself' }).toBeGreaterThan(1);
  await expect.poll(() => stored(page, 'waiting')).toBe(0);
  const row = await inHistory(page);
  await expect(row).toHaveCount(1);
  await expect(photoLinks(row)).toHaveCount(1);
});

test('a page that is closed while it sends loses neither reading nor photo @js', async ({ page, context, watch }) => {
  watch.expectNoConnection();
  await keptForLater(page);
  const other = await context.newPage();
  await open(other, home);
  let held = false;
  await context.route('**/api/readings/submit', async (route) => {
    if (held) return route.continue();
    held = true;
  });
  await attachPhotos(page, aPhoto('IMG_1.jpg'));
  await sendReadings(page, { single: reading });
  await expect.poll(() => stored(other, 'waiting'), { message: 'a copy is kept' }).toBe(1);
  await page.close();
  await open(other, home);
  await expect.poll(() => stored(other, 'waiting'), { message: 'it is sent from here', timeout: 30_000 }).toBe(0);
  const row = await inHistory(other);
  await expect(row).toHaveCount(1);
  await expect(photoLinks(row)).toHaveCount(1);
});

test('photos of several accounts go with one press @js', async ({ page }) => {
  const others = [claimAccount(withZones(1)), claimAccount(withZones(1))];
  for (const other of others) await link(page, other);
  await open(page, '/readings');
  for (const one of [account, ...others]) {
    const section = page.getByRole('region', { name: one.number });
    await section.getByRole('textbox', { name: 'Круглосуточно' }).fill(next(onlyMeter(one), 'single'));
    await attachPhotos(section, largePhoto('IMG_1.jpg', 3));
  }
  await expectGood(page);
  const shown = page.waitForEvent('load');
  await press(page, 'Передать всё, что введено');
  await shown;
  await expect(accepted(page)).toHaveCount(3);
  await expect(photoLinks(page)).toHaveCount(3);
});

async function inHistory(page: Page): Promise<Locator> {
  await openHistory(page, home);
  return rowsWith(page, reading);
}

// Sends what cannot leave, and sees that it waits.
async function waits(page: Page): Promise<void> {
  const shown = page.waitForEvent('load');
  await sendReadings(page, { single: reading });
  await shown;
  await ready(page);
  await expect(page.getByText(`Ждут связи: ${reading}`, { exact: true })).toBeVisible();
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const perSecond = 512 * 1024;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: perSecond,
  });
}
