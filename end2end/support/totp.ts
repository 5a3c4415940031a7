// An app that gives codes (RFC 6238) for the half minutes of the server, whose clock a demonstration moves.
import { createHmac } from 'node:crypto';
import { clockAhead } from './server';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30;

export class App {
  private last = 0;

  constructor(private readonly secret: string) {}

  // A code that has not been used yet: each works once, and the next half minute's is taken too.
  async code(): Promise<string> {
    const step = Math.max(presentStep(), this.last + 1);
    while (step > presentStep() + 1) await new Promise((resolve) => setTimeout(resolve, 1_000));
    this.last = step;
    return codeOf(this.secret, step);
  }
}

function presentStep(): number {
  return Math.floor((Date.now() / 1_000 + clockAhead) / STEP);
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
