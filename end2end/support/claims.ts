// Hands each account to one test only, whichever worker it runs in: a claim is a file that can be made once.
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from './server';
import { accounts, type Account, type Meter } from './registry';

type Wanted = (account: Account) => boolean;

const folder = join(dataDir, 'claims');

// The demonstration's own people: their accounts are linked, or theirs to link.
const TAKEN = ['+79990000001', '+79990000004'];

export function claimAccount(wanted: Wanted): Account {
  const account = commonFirst().find((candidate) => wanted(candidate) && isFree(candidate) && claim(candidate));
  if (!account) throw new Error('no such account is left: each test takes its own');
  return account;
}

// All the accounts of one owner, so that nothing else happens to what their phone offers.
export function claimHousehold(wanted: Wanted = () => true): Account[] {
  for (const { phone } of commonFirst().filter(wanted)) {
    const household = accounts().filter((account) => account.phone === phone);
    if (household.every(isFree) && household.every(claim)) return household;
  }
  throw new Error('no such household is left: each test takes its own');
}

export const anyAccount: Wanted = ({ payment, branch }) => payment !== '' && branch !== 'khakassia';

export const inKhakassia: Wanted = ({ payment, branch }) => payment !== '' && branch === 'khakassia';

// An account with one meter of so many zones that counts whole kilowatt-hours.
export function withZones(zones: number, wanted = anyAccount): Wanted {
  const plain: Wanted = (account) => account.meters.length === 1 && isPlain(onlyMeter(account), zones);
  return (account) => anyAccount(account) && wanted(account) && plain(account);
}

export const withOverdueMeter: Wanted = (account) => anyAccount(account) && account.meters.some(({ overdue }) => overdue);

export const withReplacedMeter: Wanted = (account) => anyAccount(account) && account.meters.some(({ archived }) => archived);

export const withMeterDueSoon: Wanted = (account) => anyAccount(account) && account.meters.every(({ dueSoon, archived }) => dueSoon && !archived);

export const withAutomaticMeter: Wanted = (account) => anyAccount(account) && account.meters.some(({ automatic }) => automatic);

export function onlyMeter(account: Account): Meter {
  const [meter, ...others] = account.meters;
  if (!meter || others.length > 0) throw new Error(`account ${account.number} has not exactly one meter`);
  return meter;
}

// Electricity heats the house: its month is near the end of the first range.
export const withHeating: Wanted = ({ meters }) => meters.some(({ lastUse }) => lastUse > 2_000);

// Whoever takes any account leaves those with a rare meter or a rare use to the tests that are about it.
function commonFirst(): Account[] {
  const isCommon = (account: Account) => account.meters.every((meter) => isPlain(meter, meter.zones)) && !withHeating(account);
  return [...accounts()].sort((one, other) => Number(isCommon(other)) - Number(isCommon(one)));
}

function isPlain(meter: Meter, zones: number): boolean {
  return meter.zones === zones && meter.decimals === 0 && !meter.overdue && !meter.dueSoon && !meter.archived && !meter.automatic;
}

function isFree({ number, phone }: Account): boolean {
  return !TAKEN.includes(phone) && !existsSync(join(folder, number));
}

function claim({ number }: Account): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    closeSync(openSync(join(folder, number), 'wx'));
    return true;
  } catch {
    return false;
  }
}
