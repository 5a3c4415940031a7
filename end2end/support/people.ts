// People with a cabinet of their own, made by the same forms that a browser sends.
import { randomInt, randomUUID } from 'node:crypto';
import { expect, request, type APIRequestContext, type Page } from '@playwright/test';
import { codeFor, linkFor } from './outbox';
import type { Account } from './registry';
import { baseURL, fromOurPage } from './server';

export interface Person {
  email: string;
  phone: string;
  password: string;
}

// Somebody who has no cabinet yet. A phone of the registries makes them the owner of its accounts.
export function somebody(phone = `+7900${randomInt(1e7).toString().padStart(7, '0')}`): Person {
  return { email: `${randomUUID()}@example.com`, phone, password: 'Трамвай-синий-73-мост' };
}

// Somebody registered and confirmed.
export async function somebodyRegistered(phone?: string): Promise<Person> {
  const person = somebody(phone);
  const browser = await request.newContext({ baseURL });
  const { email, password } = person;
  await post(browser, '/api/identity/send-code', { 'form[phone]': person.phone });
  await post(browser, '/api/identity/register', {
    'form[email]': email,
    'form[password]': password,
    'form[password_again]': password,
    'form[phone]': person.phone,
    'form[code]': await codeFor(person.phone),
    'form[consent]': 'yes',
  });
  const token = new URL(await linkFor(email, '/confirm')).searchParams.get('token') ?? '';
  await post(browser, '/api/identity/confirm', { 'form[token]': token, 'form[password]': password });
  await browser.dispose();
  return person;
}

// Gives the page's browser a session, without the login page.
export async function logIn(page: Page, { email, password }: Person, remember = false): Promise<void> {
  const form = { 'form[email]': email, 'form[password]': password };
  await post(page.request, '/api/identity/login', remember ? { ...form, 'form[remember]': 'yes' } : form);
}

// Links an account by its newest payment and answers with the path of its page.
export async function link(page: Page, account: Account, label = ''): Promise<string> {
  const form = { 'form[number]': account.number, 'form[proof]': account.payment, 'form[label]': label };
  return (await post(page.request, '/api/accounts/link', form)) as string;
}

// A logged-in person with this account linked; answers with the path of its page.
export async function atHome(page: Page, account: Account, label?: string): Promise<string> {
  await logIn(page, await somebodyRegistered());
  return link(page, account, label);
}

async function post(browser: APIRequestContext, path: string, form: Record<string, string>): Promise<unknown> {
  const response = await browser.post(path, { form, headers: fromOurPage });
  expect(response.status(), `${path}: ${await response.text()}`).toBe(200);
  return response.json();
}
