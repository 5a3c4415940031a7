// The letters and text messages that the server has sent, read from the demonstration's outbox.
import { expect } from '@playwright/test';
import { baseURL } from './server';

interface Message {
  channel: 'email' | 'sms';
  to: string;
  subject: string | null;
  text: string;
}

// All messages to an address or a phone, the newest first.
export async function messagesTo(to: string): Promise<Message[]> {
  const response = await fetch(`${baseURL}/dev/outbox.json?to=${encodeURIComponent(to)}`);
  return (await response.json()) as Message[];
}

// The code of the newest text message.
export async function codeFor(phone: string): Promise<string> {
  return find(phone, /(?<!\d)\d{6}(?!\d)/);
}

// The newest letter's link to a page of ours.
export async function linkFor(email: string, path: string): Promise<string> {
  return find(email, new RegExp(`https?://\\S+${path}\\?token=\\S+`));
}

export async function expectLetter(email: string, subject: string): Promise<void> {
  const subjects = async () => (await messagesTo(email)).map((message) => message.subject);
  await expect.poll(subjects, soon(`a letter «${subject}» to ${email}`)).toContain(subject);
}

async function find(to: string, wanted: RegExp): Promise<string> {
  const newest = async () => (await messagesTo(to)).flatMap(({ text }) => wanted.exec(text)?.[0] ?? [])[0] ?? '';
  await expect.poll(newest, soon(`${wanted} in a message to ${to}`)).not.toBe('');
  return newest();
}

// A message is there in an instant: long pauses between two looks would add up over all tests.
function soon(message: string) {
  return { message, intervals: [30, 50, 100] };
}
