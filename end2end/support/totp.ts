// An app that gives codes (RFC 6238) for the half minutes of the server, whose clock a demonstration moves.
import { createHmac } from 'node:crypto';
import { baseURL } from './server';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const STEP = 30;

export class App {
  private last = 0;

  constructor(private readonly secret: string) {}

  // A code that has not been used yet. Each works once, so the second one within a minute takes half a minute.
  async code(): Promise<string> {
    let step = await stepOfServer();
    if (step <= this.last) {
      await new Promise((resolve) => setTimeout(resolve, STEP * 1_000));
      step = Math.max(await stepOfServer(), this.last + 1);
    }
    this.last = step;
    return codeOf(this.secret, step);
  }
}

// The second half of the server's present minute: accepted throughout it, since one step beside is.
async function stepOfServer(): Promise<number> {
  const page = await (await fetch(`${baseURL}/privacy`)).text();
  const told = /сейчас (\d+)\s(\S+)\s(\d+), (\d+):(\d+)/.exec(page);
  if (!told) throw new Error('the page does not tell the time');
  const [, day, month, year, hour, minute] = told;
  const at = MONTHS.findIndex((name) => month?.startsWith(name));
  const moscow = Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute)) / 1_000;
  return (moscow - 3 * 3_600) / STEP + 1;
}

function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 0xf;
  return ((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

function fromBase32(text: string): Buffer {
  const letters = [...text.replace(/\s/g, '')];
  const bits = letters.map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
