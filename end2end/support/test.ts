// The test of these specs: it fails at its end when the browser has complained about anything.
import { expect, test as base } from '@playwright/test';
import { Watch } from './watch';

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      await watch.follow(context);
      await use(watch);
      expect(watch.findings, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
