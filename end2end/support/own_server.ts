// A server of a test's own, on a folder of its own: it may be stopped and started again on another day.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { fillLogin } from './login';
import { arrive, open } from './page';
import type { Watch } from './watch';

// The tests are started in their own folder.
const root = resolve('..');

// The demonstration's customer, who has accounts linked.
export const sample = { email: 'sample@example.com', password: 'Sample-Home-42' };

export interface Letter {
  subject: string | null;
  text: string;
}

export class OwnServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kabinet-own.'));
  private running?: ChildProcess;
  private address?: string;
  url = '';

  // Starts it at a moment: `2026-11-27T09:00:00Z`. The data and the address stay from one start to the next, so that a browser
  // does not notice.
  async start(clock: string): Promise<void> {
    await this.stop();
    const binary = process.env['KABINET_BINARY'];
    if (!binary) throw new Error('KABINET_BINARY names no server: start the tests by scripts/e2e.sh');
    const address = (this.address ??= `127.0.0.1:${String(await freePort())}`);
    this.url = `http://${address}`;
    this.running = spawn(binary, ['serve', '--config', join(root, 'config/dev.toml')], {
      cwd: this.folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        KABINET__SERVER__ADDRESS: address,
        KABINET__DATABASE__URL: 'sqlite://kabinet.sqlite?mode=rwc',
        KABINET__DEV__CLOCK: clock,
        KABINET__DEV__SAMPLE_ACCOUNTS: '10',
      },
    });
    const isReady = async () => (await fetch(`${this.url}/readyz`).catch(() => undefined))?.ok ?? false;
    await expect.poll(isReady, { message: 'the server gets ready', timeout: 30_000 }).toBe(true);
  }

  async stop(): Promise<void> {
    if (this.running && this.running.exitCode === null) {
      this.running.kill('SIGTERM');
      await once(this.running, 'exit');
    }
    this.running = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // The letters to somebody, the newest first.
  async lettersTo(email: string): Promise<Letter[]> {
    const letters = await fetch(`${this.url}/dev/outbox.json?to=${encodeURIComponent(email)}`);
    return (await letters.json()) as Letter[];
  }

  // Waits for the newest letter with this subject.
  async letter(email: string, subject: string): Promise<Letter> {
    const newest = async () => (await this.lettersTo(email)).find((letter) => letter.subject === subject);
    await expect.poll(newest, { message: `a letter «${subject}» to ${email}`, timeout: 30_000 }).toBeDefined();
    return (await newest()) as Letter;
  }
}

// A browser of its own at such a server. Its clock stays where it is: the page goes by the server's.
export async function visit(browser: Browser, server: OwnServer, watch: Watch): Promise<Page> {
  const context = await browser.newContext({ ...test.info().project.use, baseURL: server.url });
  await watch.follow(context);
  return context.newPage();
}

// Logs the demonstration's customer in; answers with the path of their first account's page.
export async function logInAtHome(page: Page): Promise<string> {
  await open(page, '/login');
  await fillLogin(page, sample);
  await arrive(page, /^\/accounts\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
