// The browser's side of «one rule, both sides»: what a rule refuses is told at its field, and nothing leaves the browser.
import { expect, type Locator, type Page } from '@playwright/test';
import { expectWrong } from './page';

// Sends the form of this server function. The server would answer with the same sentence, so it must not be asked.
export async function expectKeptBack(page: Page, endpoint: string, send: () => Promise<void>, input: Locator, sentence: string): Promise<void> {
  const left: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === `/api/${endpoint}`) left.push(endpoint);
  });
  await send();
  await expectWrong(input, sentence);
  expect(left, 'what has left the browser').toEqual([]);
}

// So many letters.
export function letters(count: number): string {
  return 'я'.repeat(count);
}
