// The program's commands on the data of the server under test, and programs that read what it makes.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onlyMeter } from './claims';
import { TODAY, type Account } from './registry';
import { dataDir } from './server';

// Takes a registry in, as the operator does: lines under their header.
function importRegistry(kind: string, lines: string[]): string {
  const binary = process.env['KABINET_BINARY'];
  if (!binary) throw new Error('KABINET_BINARY names no server: start the tests by scripts/e2e.sh');
  const file = join(dataDir, `${kind}-${randomUUID()}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const config = resolve('../config/dev.toml');
  return execFileSync(binary, ['import', kind, file, '--config', config], { cwd: dataDir, encoding: 'utf8' });
}

// What the billing says of the readings that were sent today for an account: «checked;DAY;;».
export function billingSays(account: Account, ...steps: string[]): string {
  const line = `${account.number};${onlyMeter(account).serial};${TODAY}`;
  return importRegistry('states', ['account;serial;taken_on;state;date;month;reason', ...steps.map((step) => `${line};${step}`)]);
}

// The text of a PDF in the order in which it was set, with one space where there are any.
export function textOfPdf(file: string): string {
  return execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
}
