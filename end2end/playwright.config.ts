// The browser tests: two sizes of screen, each with the page's wasm and without any script.
import { defineConfig } from '@playwright/test';

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

// A test whose title carries @js is about the script itself and makes no sense without it.
const withoutScript = { grepInvert: /@js\b/ };

// Without scripts a phone differs from a desktop by its style alone, which the pages below and the gallery show.
const mainPages = ['journey', 'login', 'registration', 'linking', 'readings', 'settings'].map((name) => `**/${name}.spec.ts`);

// Pictures of every page and state: GALLERY=1 takes them.
const ignored = process.env['GALLERY'] ? [] : ['**/gallery.spec.ts'];

export default defineConfig({
  testDir: './tests',
  testIgnore: ignored,
  outputDir: './artefacts/results',
  forbidOnly: Boolean(process.env['CI']),
  fullyParallel: false,
  // A test mostly waits: two cores are busy with three.
  workers: 3,
  // A busy machine may be slow once; twice is a finding.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env['BASE_URL'] ?? 'http://127.0.0.1:3000',
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    screenshot: 'only-on-failure',
    // Recording costs as much as the page itself: with CI the second try is recorded alone; without there is none, so every
    // test is, and what failed keeps it.
    trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: desktop },
    // A rule is the same on every screen.
    { name: 'phone', use: phone, testIgnore: [...ignored, '**/rules/*'] },
    { name: 'desktop-nojs', use: { ...desktop, javaScriptEnabled: false }, ...withoutScript },
    { name: 'phone-nojs', use: { ...phone, javaScriptEnabled: false }, ...withoutScript, testMatch: process.env['GALLERY'] ? '**/*.spec.ts' : mainPages },
  ],
});
