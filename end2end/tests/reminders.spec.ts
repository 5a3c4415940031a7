// Reminders before the window closes, and the press that ends them. On a server whose day can be chosen.
import { expectGood } from '../support/good';
import { fillLogin } from '../support/login';
import { OwnServer, sample, visit } from '../support/own_server';
import { arrive, press, ready } from '../support/page';
import { expect, test } from '../support/test';

// Two days before the window of Смоленск closes, at noon.
const LAST_DAYS = '2026-12-23T09:00:00Z';

let server: OwnServer;

test.beforeEach(async () => {
  server = new OwnServer();
  await server.start(LAST_DAYS);
});

test.afterEach(async () => {
  await server.close();
});

test('a reminder leads to the form, and the link under it ends reminders without a login', async ({ browser, watch }) => {
  const { text } = await server.letter(sample.email, 'Пора передать показания');
  expect(text).toContain('25\u00a0декабря');
  const page = await visit(browser, server, watch);
  await page.goto(addressIn(text));
  await ready(page);
  await expectGood(page);
  await press(page, 'Отписаться');
  await expect(page.getByText('Таких писем больше не будет.')).toBeVisible();
  await expectGood(page);
  await page.goto('/login');
  await ready(page);
  await fillLogin(page, sample);
  await arrive(page, /^\/accounts\//);
  await page.goto('/settings/notices');
  await ready(page);
  await expect(page.getByRole('checkbox', { name: 'По email' }).first()).not.toBeChecked();
  await page.context().close();
});

test('a mail program ends them by one press of its own', async () => {
  const { text } = await server.letter(sample.email, 'Пора передать показания');
  const press = (address: string) =>
    fetch(address, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  expect((await press(`${addressIn(text)}x`)).status).toBe(404);
  expect((await press(`${server.url}/settings/profile`)).status).toBe(403);
  expect((await press(addressIn(text))).status).toBe(200);
});

function addressIn(text: string): string {
  const address = /https?:\S+\/settings\/unsubscribe\S+/.exec(text)?.[0];
  if (!address) throw new Error('the letter has no link that ends such letters');
  return address;
}
