// Pictures of pages for people to look at: on a phone and a desk, by day and by night.
import { join } from 'node:path';
import { test, type Page } from '@playwright/test';
import { expectAccessible } from './good';

const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = 800;

// Writes artefacts/screens/NAME-WIDTH-SCHEME.png; axe looks at each, too.
export async function shoot(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      const path = inEnd2end(`artefacts/screens/${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
  }
}

// The picture of the README changes only when asked for: UPDATE_DOCS_SCREENSHOT=1.
export async function shootForDocs(page: Page): Promise<void> {
  if (process.env['UPDATE_DOCS_SCREENSHOT'] !== '1') return;
  await page.setViewportSize({ width: 1280, height: HEIGHT });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: inEnd2end('../docs/screenshot.png'), animations: 'disabled' });
}

function inEnd2end(path: string): string {
  return join(test.info().config.rootDir, '..', path);
}
