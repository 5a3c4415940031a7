// The photos of a meter: their input and their links.
import type { Locator, Page } from '@playwright/test';
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
