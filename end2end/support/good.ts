// What holds for every page in every state: nothing that axe finds, nothing beside the screen, focus where it belongs.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { withScripts } from './page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const NARROWEST = 320;

export async function expectGood(page: Page): Promise<void> {
  await expectFirstWrongFocused(page);
  await expectReflow(page);
  await expectAccessible(page);
}

export async function expectAccessible(page: Page): Promise<void> {
  // A page that scripts have changed gets its title a moment after its content.
  await expect(page).toHaveTitle(/./);
  await page.evaluate(finishTransitions);
  const { violations } = withScripts() ? await analyse(page) : await analyseCopy(page);
  const findings = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
  expect(findings, `what axe finds on ${page.url()}`).toEqual([]);
}

async function expectFirstWrongFocused(page: Page): Promise<void> {
  const wrong = page.locator('[aria-invalid="true"]').first();
  if (await wrong.count()) await expect(wrong, 'the first wrong field has the focus').toBeFocused();
}

async function expectReflow(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size) throw new Error('the page has no size');
  for (const width of [size.width, NARROWEST]) {
    await page.setViewportSize({ ...size, width });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(content, `the width of ${page.url()} on a screen ${width} px wide`).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(size);
}

// A colour half way between two others has a contrast of its own.
function finishTransitions(): void {
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
  }
}

function analyse(page: Page) {
  return new AxeBuilder({ page }).withTags(RULES).analyze();
}

// Axe is a script: where scripts are off, it looks at a copy of the page, which fetches no scripts.
async function analyseCopy(page: Page) {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const context = await browser.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
  const copy = await context.newPage();
  const body = (await page.content()).replace(/<script[\s\S]*?<\/script>|<link rel="(?:module)?preload"[^>]*>/g, '');
  await copy.route('**/*', (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html; charset=utf-8', body }) : route.continue(),
  );
  await copy.goto(page.url());
  const result = await analyse(copy);
  await context.close();
  return result;
}
