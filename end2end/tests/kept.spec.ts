// Readings typed before their window: kept, changed, thrown away, sent when it opens. On a server whose day can be changed.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { logInAtHome, OwnServer, sample, visit } from '../support/own_server';
import { expectWrong, press, ready, withScripts } from '../support/page';
import { lastReading, openHistory, register, rowsWith } from '../support/readings';
import { expect, test } from '../support/test';

const CLOSED = '2026-11-27T09:00:00Z';
const OPEN = '2026-12-23T09:00:00Z';

let server: OwnServer;

test.beforeEach(async () => {
  server = new OwnServer();
  await server.start(CLOSED);
});

test.afterEach(async () => {
  await server.close();
});

test('readings are kept until the window opens, then sent once, with a letter', async ({ browser, watch }) => {
  const page = await visit(browser, server, watch);
  await logInAtHome(page);
  await expect(page.getByText('Приём откроется через')).toBeVisible();
  await page.getByText('Ввести показания заранее').click();
  await expectGood(page);
  const last = await lastReading(page);
  await keep(page, 'Сохранить до открытия приёма', String(last - 1));
  await expectWrong(register(page, 'single'), 'Меньше предыдущего показания');
  const [first, second] = [String(last + 40), String(last + 41)];
  await keepAndSee(page, 'Сохранить до открытия приёма', first);
  await expectGood(page);
  await keepAndSee(page, 'Изменить черновик', second);

  await page.context().close();
  await server.start(OPEN);
  const later = await visit(browser, server, watch);
  await server.letter(sample.email, 'Показания переданы');
  const home = await logInAtHome(later);
  await expect(later.getByText('Показания приняты')).toBeVisible();
  await expect(later.getByText('Черновик')).toHaveCount(0);
  await openHistory(later, home);
  await expect(rowsWith(later, second)).toHaveCount(1);
  await expect(rowsWith(later, first)).toHaveCount(0);
  await later.context().close();
});

test('what is kept can be thrown away', async ({ browser, watch }) => {
  const page = await visit(browser, server, watch);
  await logInAtHome(page);
  await page.getByText('Ввести показания заранее').click();
  const last = await lastReading(page);
  await keepAndSee(page, 'Сохранить до открытия приёма', String(last + 40));
  await press(page, 'Удалить черновик');
  await expect(page.getByText('Черновик сохранён')).toHaveCount(0);
  await page.getByText('Ввести показания заранее').click();
  await expect(register(page, 'single')).toHaveValue('');
  await page.context().close();
});

async function keep(page: Page, button: string, reading: string): Promise<void> {
  await register(page, 'single').fill(reading);
  await press(page, button);
}

// The page is loaded anew; with scripts the old one already has the words that are waited for.
async function keepAndSee(page: Page, button: string, reading: string): Promise<void> {
  const loaded = withScripts() ? page.waitForEvent('load') : undefined;
  await keep(page, button, reading);
  await loaded;
  await ready(page);
  await expect(page.getByText('Черновик сохранён')).toBeVisible();
  await expect(register(page, 'single')).toHaveValue(reading);
}
