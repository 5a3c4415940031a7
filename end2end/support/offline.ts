// A browser without a connection: what it has stored, and how it comes back.
import { expect, type Page } from '@playwright/test';
import { ready } from './page';

// Waits until the worker answers for the page and has stored the account that the page shows.
export async function keptForLater(page: Page): Promise<void> {
  const isControlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
  await expect.poll(isControlled, { message: 'the worker answers for the page' }).toBe(true);
  await expect.poll(() => stored(page, 'seen'), { message: 'the account is stored' }).toBeGreaterThan(0);
}

// How much of a kind is stored; nothing where there is no such database.
export async function stored(page: Page, kind: 'seen' | 'waiting'): Promise<number> {
  return page.evaluate(async (name) => {
    const names = (await indexedDB.databases()).map((database) => database.name);
    if (!names.includes('kabinet')) return 0;
    const database = await settled(indexedDB.open('kabinet'));
    try {
      if (!database.objectStoreNames.contains(name)) return 0;
      return await settled(database.transaction(name).objectStore(name).count());
    } finally {
      database.close();
    }
    function settled<T>(request: IDBRequest<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.message));
      });
    }
  }, kind);
}

// The addresses of the worker that answers and of the one that waits to take over.
export async function workers(page: Page): Promise<{ active?: string; waiting?: string }> {
  return page.evaluate(async () => {
    const registered = await navigator.serviceWorker.getRegistration();
    return { active: registered?.active?.scriptURL, waiting: registered?.waiting?.scriptURL };
  });
}

export async function loseConnection(page: Page): Promise<void> {
  await page.context().setOffline(true);
}

// Any address leads to the page for times without a connection.
export async function openOffline(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForURL('**/offline');
  await ready(page);
}
