// The photos of a meter: their input and their links.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Sample } from './files';

export function photoInput(page: Page | Locator): Locator {
  return page.getByLabel('Фото счётчика');
}

export async function attachPhotos(page: Page | Locator, ...photos: Sample[]): Promise<void> {
  await photoInput(page).setInputFiles(photos);
}

// The links to the photos of a reading, in its row of the history.
export function photoLinks(row: Page | Locator): Locator {
  return row.getByRole('link', { name: /^фото/ });
}

// Takes chosen files out of their list, the first ones first. Without scripts a new choice does so by itself.
export async function takeOut(page: Page, count: number): Promise<void> {
  const buttons = page.getByRole('button', { name: /^Убрать файл/ });
  const before = await buttons.count();
  for (let taken = 1; taken <= count; taken += 1) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(before - taken);
  }
}
