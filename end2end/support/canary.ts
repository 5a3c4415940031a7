// Follows what a customer types through a browser: none of it may turn up in an address, in the body of a refusal or in
// the server's log.
import { readFileSync } from 'node:fs';
import type { BrowserContext, Request, Response } from '@playwright/test';

// The secret of a letter stands in its address, and nowhere else.
const OF_LETTERS = 'token';
// Fields that hold nothing of a person: ids, switches, choices from a list.
const HARMLESS = ['account', 'meter', 'consent', 'news', 'remember', 'confirmed', 'topic', 'up', 'next'];
// A shorter value is found anywhere by chance. Codes have six digits, so readings with fewer are left out.
const DIGITS_MIN = 6;
const TEXT_MIN = 5;

export class Canary {
  private readonly typed = new Set<string>();
  private readonly tokens = new Set<string>();
  private readonly addresses: string[] = [];
  private readonly refusals: Promise<string>[] = [];

  follow(context: BrowserContext): void {
    context.on('request', (request) => this.note(request));
    context.on('response', (response) => this.look(response));
  }

  // What was typed and turned up where it must not.
  async leaks(logFile: string | undefined): Promise<string[]> {
    const log = logFile === undefined ? '' : readFileSync(logFile, 'utf8');
    const refusals = (await Promise.all(this.refusals)).join('\n');
    const addresses = this.addresses.join('\n');
    return [...this.typed, ...this.tokens].flatMap((value) => [
      ...(holds(log, value) ? [`the log holds "${value}"`] : []),
      ...(holds(refusals, value) ? [`a refusal holds "${value}"`] : []),
      ...(!this.tokens.has(value) && holds(addresses, value) ? [`an address holds "${value}"`] : []),
    ]);
  }

  private note(request: Request): void {
    this.addresses.push(readable(request.url()));
    if (request.method() !== 'POST' || !new URL(request.url()).pathname.startsWith('/api/')) return;
    const body = request.headers()['content-type']?.startsWith('application/x-www-form-urlencoded');
    for (const [name, value] of new URLSearchParams(body ? (request.postData() ?? '') : '')) {
      const field = /^form\[(.+)\]$/.exec(name)?.[1] ?? name;
      if (HARMLESS.includes(field)) continue;
      for (const form of forms(value)) (field === OF_LETTERS ? this.tokens : this.typed).add(form);
    }
  }

  private look(response: Response): void {
    if (response.status() < 400 || !new URL(response.url()).pathname.startsWith('/api/')) return;
    // A page that is left takes its answers with it.
    this.refusals.push(response.text().catch(() => ''));
  }
}

// A value as it was typed and, when it is a phone's, as it may be written elsewhere.
function forms(typed: string): string[] {
  const value = typed.trim();
  const digits = value.replace(/\D/g, '');
  if (value === digits) return value.length < DIGITS_MIN ? [] : [value];
  if (value.length < TEXT_MIN) return [];
  return /^[+(]?[78]/.test(value) && digits.length === 11 ? [value, digits.slice(1)] : [value];
}

function holds(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    // Six digits in the middle of a longer number are no code.
    const around = `${text[at - 1] ?? ' '}${text[at + value.length] ?? ' '}`;
    if (!/^\d+$/.test(value) || value.length > DIGITS_MIN || !/\w/.test(around)) return true;
  }
  return false;
}

function readable(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll('+', ' '));
  } catch {
    return address;
  }
}
