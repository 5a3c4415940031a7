// Watches over a browser: errors in its console, uncaught ones, and violations of the content security policy.
import type { BrowserContext, ConsoleMessage } from '@playwright/test';

// A refused request stands in the console. These statuses are answers that a form knows how to show.
const REFUSALS = [401, 404, 409, 422, 429];

export class Watch {
  readonly findings: string[] = [];
  private readonly missing: string[] = [];
  private disconnects = false;
  private breaks = false;

  async follow(context: BrowserContext): Promise<void> {
    await context.addInitScript(markForms);
    await context.addInitScript(reportViolations);
    context.on('console', (message) => {
      if (message.type() === 'error' && !this.isExpected(message)) {
        this.findings.push(`${message.location().url}: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => {
      const { name, message, stack } = error.error();
      if (!(this.breaks && name === 'RuntimeError')) this.findings.push(stack ?? message);
    });
  }

  // The test opens this page itself, and it is right that it is not there.
  expectMissing(path: string): void {
    this.missing.push(path);
  }

  // The test takes the connection away, or breaks it.
  expectNoConnection(): void {
    this.disconnects = true;
  }

  // The test takes a part of the page away: its script ends and says so.
  expectBroken(): void {
    this.breaks = true;
  }

  private isExpected(message: ConsoleMessage): boolean {
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
    const { pathname } = new URL(message.location().url || 'about:blank');
    if (this.disconnects && /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET|FAILED)|Failed to fetch/.test(message.text())) return true;
    if (this.breaks && /^(Failed to load resource|panicked at|\w*Error: )/.test(message.text())) return true;
    const refused = REFUSALS.includes(Number(status)) && pathname.startsWith('/api/');
    return refused || (status === '404' && this.missing.includes(pathname));
  }
}

// Marks a form as soon as the page's script listens to it: support/page.ts waits for that.
function markForms(): void {
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...given: Parameters<typeof listen>) {
    if (given[0] === 'submit' && this instanceof HTMLFormElement) Object.assign(this, { takenOver: true });
    listen.apply(this, given);
  };
}

function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`securitypolicyviolation: ${violatedDirective} ${blockedURI}`);
  });
}
