// The test of these specs: it fails at its end when the browser has complained about anything, or when something that was
// typed has turned up where it must not.
import { randomInt } from 'node:crypto';
import { expect, test as base } from '@playwright/test';
import { Canary } from './canary';
import { Watch } from './watch';

export const test = base.extend<{ watch: Watch; canary: Canary }>({
  // Quotas count by network: what one test uses up must not be missing in the next.
  extraHTTPHeaders: async ({}, use) => {
    await use({ 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` });
  },
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      await watch.follow(context);
      await use(watch);
      expect(watch.findings, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
  canary: [
    async ({ context }, use) => {
      const canary = new Canary();
      canary.follow(context);
      await use(canary);
      expect(await canary.leaks(process.env['SERVER_LOG']), 'what leaked').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
