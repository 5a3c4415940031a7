// What the server answers to requests that it does not serve, and what it tells browsers with every answer.
import { randomUUID } from 'node:crypto';
import { request as post } from 'node:http';
import { anyAccount, claimAccount } from '../support/claims';
import { expectGood } from '../support/good';
import { arrive, open } from '../support/page';
import { atHome, logIn, somebodyRegistered } from '../support/people';
import { baseURL, fromOurPage } from '../support/server';
import { expect, test } from '../support/test';

const LOGIN = '/api/identity/login';
const LOGIN_FORM = { 'form[email]': 'sample@example.com', 'form[password]': 'x' };

test('an unknown page has the design of all pages and the status 404', async ({ page, watch }) => {
  watch.expectMissing('/net-takoy');
  const response = await page.goto('/net-takoy');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Такой страницы нет' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('АтомЭнергоСбыт');
  await expect(page.getByRole('contentinfo').getByRole('link', { name: 'Обратная связь' })).toBeVisible();
  await expectGood(page);
});

test("somebody else's account is as good as none", async ({ page, context, watch }) => {
  const home = await atHome(page, claimAccount(anyAccount));
  await context.clearCookies();
  await logIn(page, await somebodyRegistered());
  for (const path of [home, `${home}/history`, `${home}/settings`, `/accounts/${randomUUID()}`, '/accounts/1', '/accounts/1/history']) {
    watch.expectMissing(path);
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Такой страницы нет' })).toBeVisible();
  }
  await expectGood(page);
});

test('a request of ten megabytes is refused before it is sent', async () => {
  expect(await statusOfHuge(new URL(LOGIN, baseURL), 10 * 1024 * 1024)).toBe(413);
});

test('a changing request must come from our own page', async ({ request }) => {
  const strangers: Record<string, string>[] = [{}, { origin: 'https://example.com' }, { 'sec-fetch-site': 'cross-site' }];
  for (const headers of strangers) {
    const response = await request.post(LOGIN, { form: LOGIN_FORM, headers });
    expect(response.status(), JSON.stringify(headers)).toBe(403);
  }
});

test('every answer tells browsers to be careful', async ({ request }) => {
  for (const path of ['/login', '/net-takoy', '/healthz']) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    const policy = headers['content-security-policy'] ?? '';
    for (const part of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"]) {
      expect(policy, path).toContain(part);
    }
    expect(policy, path).not.toContain('unsafe-inline');
  }
});

test('pages are kept by no cache', async ({ page }) => {
  const home = await atHome(page, claimAccount(anyAccount));
  for (const path of ['/login', '/register', home, `${home}/history`]) {
    const response = await page.request.get(path);
    expect(response.headers()['cache-control'], path).toBe('no-store');
  }
});

test('files whose names carry a hash are kept for long', async ({ page, request }) => {
  await open(page, '/login');
  const html = await (await request.get('/login')).text();
  const files = [...new Set(html.match(/\/pkg\/[^"']+\.(?:css|js|wasm)/g))];
  expect(files.map((file) => file.split('.').pop()).sort()).toEqual(['css', 'js', 'wasm']);
  for (const file of files) {
    const response = await request.get(file);
    expect(response.status(), file).toBe(200);
    expect(response.headers()['cache-control'], file).toContain('immutable');
    const type = response.headers()['content-type'];
    expect(type, file).toMatch(file.endsWith('.wasm') ? /^application\/wasm$/ : /^text\/(css|javascript); charset=utf-8$/);
  }
});

test('a file that is not there is asked for again', async ({ request }) => {
  const response = await request.get('/pkg/kabinet.of-another-build.wasm');
  expect(response.status()).toBe(404);
  expect(response.headers()['cache-control']).toBe('no-store');
});

test('a page whose parts are gone leads on all the same @js', async ({ page, watch }) => {
  watch.expectBroken();
  const home = await atHome(page, claimAccount(anyAccount));
  await open(page, home);
  // As when a new version has taken the place of the one that this page is of.
  let gone = true;
  await page.route('**/pkg/*.wasm', (route) => (gone ? route.fulfill({ status: 404 }) : route.fallback()));
  page.on('request', (request) => {
    if (request.isNavigationRequest()) gone = false;
  });
  await page.getByRole('link', { name: 'История показаний' }).click();
  await arrive(page, `${home}/history`);
  await expect(page.getByRole('heading', { level: 1, name: 'История показаний' })).toBeVisible();
});

// Tells the size as a careful client does, and waits for the answer with the body.
function statusOfHuge(url: URL, bytes: number): Promise<number | undefined> {
  const headers = {
    ...fromOurPage,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': bytes,
    expect: '100-continue',
  };
  return new Promise((resolve, reject) => {
    const sent = post(url, { method: 'POST', headers });
    sent.on('continue', () => reject(new Error('the server asks for the body')));
    sent.on('response', ({ statusCode }) => {
      resolve(statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
}
