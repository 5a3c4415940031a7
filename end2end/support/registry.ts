// The supplier's invented registries, as the demonstration wrote them down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from './server';

export type Zone = 'single' | 'day' | 'night' | 'peak' | 'half_peak';

export interface Meter {
  serial: string;
  zones: number;
  digits: number;
  decimals: number;
  archived: boolean;
  overdue: boolean;
  // Its verification ends within the next two months.
  dueSoon: boolean;
  automatic: boolean;
  seal: string;
  // What each register showed last, whole kilowatt-hours, rounded up.
  last: Partial<Record<Zone, number>>;
  // The day of the last reading.
  lastDay: string;
  // Whether it was read by somebody.
  lastReal: boolean;
  // What all registers counted between the last two readings.
  lastUse: number;
}

export interface Account {
  number: string;
  branch: string;
  address: string;
  surname: string;
  phone: string;
  balance: number;
  category: string;
  meters: Meter[];
  // The sum of the newest payment, as a bill writes it.
  payment: string;
}

type Row = Record<string, string>;

// The day of the tests' clock.
export const TODAY = '2026-11-24';
const IN_TWO_MONTHS = '2027-01-23';

let known: Account[] | undefined;

export function accounts(): Account[] {
  known ??= read('accounts').map(account);
  return known;
}

// What the meter may show today: a little more than last time.
export function next(meter: Meter, zone: Zone, more = 50): string {
  return String((meter.last[zone] ?? 0) + more);
}

function account(row: Row): Account {
  const own = (other: Row) => other['account'] === row['number'];
  const payments = read('payments').filter(own).sort(newestFirst('paid_on'));
  return {
    number: cell(row, 'number'),
    branch: cell(row, 'branch'),
    address: cell(row, 'address'),
    surname: cell(row, 'owner').split(' ')[0] ?? '',
    phone: cell(row, 'phone'),
    balance: Number(cell(row, 'balance')),
    category: cell(row, 'category'),
    meters: read('meters').filter(own).map(meter),
    payment: payments[0] ? cell(payments[0], 'amount') : '',
  };
}

function meter(row: Row): Meter {
  const own = (reading: Row) => reading['account'] === row['account'] && reading['serial'] === row['serial'];
  const last: Meter['last'] = {};
  const readings = read('readings').filter(own).sort(newestFirst('taken_on'));
  for (const reading of readings) {
    last[cell(reading, 'zone') as Zone] ??= Math.ceil(Number(cell(reading, 'value')));
  }
  const days = [...new Set(readings.map((reading) => cell(reading, 'taken_on')))];
  const shown = (day: string | undefined) => {
    const values = readings.filter((reading) => reading['taken_on'] === day).map((reading) => Number(cell(reading, 'value')));
    return values.reduce((sum, value) => sum + value, 0);
  };
  return {
    serial: cell(row, 'serial'),
    zones: Number(cell(row, 'zones')),
    digits: Number(cell(row, 'digits')),
    decimals: Number(cell(row, 'decimals')),
    archived: cell(row, 'archived_on') !== '',
    overdue: cell(row, 'verification_due') < TODAY,
    dueSoon: cell(row, 'verification_due') >= TODAY && cell(row, 'verification_due') < IN_TWO_MONTHS,
    automatic: cell(row, 'automatic') === 'yes',
    seal: cell(row, 'seal'),
    last,
    lastDay: days[0] ?? '',
    lastReal: readings[0]?.['source'] !== 'calculated',
    lastUse: days.length > 1 ? shown(days[0]) - shown(days[1]) : 0,
  };
}

// What a kWh of the lowest range costs on the day of the tests' clock, in kopecks.
export function price(account: Account, zone: Zone): number {
  return Math.min(...prices(account, zone));
}

// The same of every range, the lowest first.
export function prices(account: Account, zone: Zone): number[] {
  const holds = (row: Row) => cell(row, 'from') <= TODAY && (row['until'] === '' || TODAY < cell(row, 'until'));
  const ofAccount = (row: Row) =>
    row['branch'] === account.branch && row['category'] === account.category && row['zone'] === zone;
  const rates = read('tariffs').filter((row) => ofAccount(row) && holds(row)).map((row) => Number(cell(row, 'rate')));
  if (rates.length === 0) throw new Error(`no price for ${account.category}, ${zone}`);
  return rates.map((rate) => Math.round(rate * 100)).sort((one, other) => one - other);
}

const files = new Map<string, Row[]>();

function read(registry: string): Row[] {
  const rows = files.get(registry) ?? parse(readFileSync(join(dataDir, 'data/sample', `${registry}.csv`), 'utf8'));
  files.set(registry, rows);
  return rows;
}

// None of the invented cells needs quotes.
function parse(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(';');
  return lines.map((line) => {
    const cells = line.split(';');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

function cell(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`the registry has no column ${name}`);
  return value;
}

function newestFirst(column: string) {
  return (one: Row, other: Row) => cell(other, column).localeCompare(cell(one, column));
}
