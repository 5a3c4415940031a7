// registrations.mjs BASE COUNT AT_ONCE: people register, from the text message to the letter's link, so many at once;
// prints `key=value` lines. The messages really leave through the gateway's and the mail server's protocols: they are read
// where the twins keep what they got.
import { Agent, request } from "node:http";

const [base, count, atOnce] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const PASSWORD = "zagruzka-lampy-42";
const agent = new Agent({ keepAlive: true, maxSockets: atOnce * 2 });

function call(method, path, form, cookie) {
  const body = form === undefined ? "" : new URLSearchParams(form).toString();
  const headers = {
    accept: "application/json",
    origin: base,
    ...(form === undefined
      ? {}
      : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) }),
    ...(cookie === undefined ? {} : { cookie }),
  };
  return new Promise((resolve, reject) => {
    const question = request(`${base}${path}`, { method, headers, agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        const cookies = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
        resolve({ status: answer.statusCode, text, cookies });
      });
    });
    question.on("error", reject);
    question.end(body);
  });
}

async function send(path, form, cookie) {
  // Hashing may be busy: a person tries again, too.
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await call("POST", path, form, cookie);
    if (answer.status === 200) return answer;
    if (answer.status !== 503) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    busy += 1;
    await sleep(100 + Math.random() * 200);
  }
  throw new Error(`${path}: busy for too long`);
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function received(to, wanted) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const messages = JSON.parse((await call("GET", `/dev/outbox.json?to=${encodeURIComponent(to)}`)).text);
    const found = messages.map(({ text }) => wanted.exec(text)?.[1]).find(Boolean);
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`nothing for ${to}`);
}

let busy = 0;
const times = [];

async function registration(number) {
  const began = performance.now();
  const phone = `+7999${String(number).padStart(7, "0")}`;
  const email = `novyj-${number}@example.com`;
  const { cookies } = await send("/api/identity/send-code", { "form[phone]": phone });
  const code = await received(phone, /(?<!\d)(\d{6})(?!\d)/);
  const form = { email, password: PASSWORD, password_again: PASSWORD, phone, code, consent: "yes" };
  const wrapped = Object.fromEntries(Object.entries(form).map(([name, value]) => [`form[${name}]`, value]));
  await send("/api/identity/register", wrapped, cookies);
  const token = await received(email, /\/confirm\?token=([\w-]+)/);
  await send("/api/identity/confirm", { "form[token]": token, "form[password]": PASSWORD });
  times.push(performance.now() - began);
}

let next = 0;
async function worker() {
  while (next < count) {
    next += 1;
    await registration(next);
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: atOnce }, worker));
const seconds = (performance.now() - began) / 1000;
times.sort((a, b) => a - b);
console.log(`count=${count}`);
console.log(`at_once=${atOnce}`);
console.log(`minute=${(count / seconds) * 60}`);
console.log(`p50=${times[Math.floor(times.length * 0.5)]}`);
console.log(`p99=${times[Math.floor(times.length * 0.99)]}`);
console.log(`busy=${busy}`);
