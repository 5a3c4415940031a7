// What every page is handled by: opening it, waiting until it is ready, its fields and what they say.
import { expect, test, type Locator, type Page } from '@playwright/test';

export function withScripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

// Waits until a form or a link has led to this path, whatever its query.
export async function arrive(page: Page, path: string | RegExp): Promise<void> {
  const fits = ({ pathname }: URL) => (typeof path === 'string' ? pathname === path : path.test(pathname));
  await page.waitForURL(fits);
  await ready(page);
}

// With scripts, a page is ready when they have taken over its forms: support/watch.ts marks them. «Выйти» stays plain.
export async function ready(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  if (withScripts()) await page.waitForFunction(areFormsTakenOver);
}

function areFormsTakenOver(): boolean {
  return [...document.querySelectorAll('form:not(.logout)')].every((form) => 'takenOver' in form);
}

export function field(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

// The field is marked as wrong, and the sentence is what a screen reader tells about it.
export async function expectWrong(input: Locator, sentence: string): Promise<void> {
  await expect(input).toHaveAccessibleDescription(loosely(sentence));
  await expect(input).toHaveAttribute('aria-invalid', 'true');
}

export async function expectRight(input: Locator): Promise<void> {
  await expect(input).not.toHaveAttribute('aria-invalid', 'true');
}

// The sentence about the form as a whole.
export async function expectSummary(page: Page, sentence: string): Promise<void> {
  await expect(page.locator('.summary-errors').filter({ hasText: loosely(sentence) })).toBeVisible();
}

// Contains the text; any space stands for any other, such as the one that does not break.
export function loosely(text: string): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(literal.replace(/\s+/g, '\\s+'));
}
