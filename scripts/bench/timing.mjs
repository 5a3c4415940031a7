// timing.mjs BASE LOGINS VISITS NUMBERS: whether the time of an answer tells who or what exists; prints `key=value` lines.
//
// Each question is asked 200 times about somebody who exists and 200 times about nobody, in turns, every time about
// another one, from another network and from another cabinet. D is the statistic of Kolmogorov and Smirnov: the largest
// difference of the two distributions. Above `limit` they differ (two-sided, 1 %).
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const TRIES = 200;
const WARM = 20;
const [base, loginsFile, visitsFile, numbersFile] = process.argv.slice(2);
const lines = (file) => readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(" "));
const emails = lines(loginsFile).map(([, form]) => new URLSearchParams(form).get("form[email]"));
const visits = lines(visitsFile);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

let asked = 0;
// One question, one answer; gives milliseconds.
function ask(path, form, token, statuses) {
  asked += 1;
  const body = new URLSearchParams(form).toString();
  const headers = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    origin: base,
    "x-forwarded-for": `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
    ...(token === undefined ? {} : { cookie: `__Host-session=${token}` }),
  };
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    const question = request(`${base}${path}`, { method: "POST", headers, agent }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
        if (statuses.includes(answer.statusCode)) resolve(milliseconds);
        else reject(new Error(`${path}: ${answer.statusCode}`));
      });
    });
    question.on("error", reject);
    question.end(body);
  });
}

const median = (sorted) => sorted[Math.floor(sorted.length / 2)];

// The largest distance between two distributions.
function distance(one, other) {
  const share = (sorted, at) => sorted.filter((value) => value <= at).length / sorted.length;
  return Math.max(...[...one, ...other].map((at) => Math.abs(share(one, at) - share(other, at))));
}

async function compare(key, known, unknown) {
  const times = { known: [], unknown: [] };
  for (let number = 0; number < WARM + TRIES; number += 1) {
    // Neither always follows the other.
    const turns = number % 2 === 0 ? ["known", "unknown"] : ["unknown", "known"];
    for (const turn of turns) {
      const milliseconds = await (turn === "known" ? known : unknown)(number);
      if (number >= WARM) times[turn].push(milliseconds);
    }
  }
  const [one, other] = [times.known, times.unknown].map((list) => list.sort((a, b) => a - b));
  console.log(`${key}.known=${median(one)}`);
  console.log(`${key}.unknown=${median(other)}`);
  console.log(`${key}.distance=${distance(one, other)}`);
}

const login = (email) => ask("/api/identity/login", { "form[email]": email, "form[password]": "ne-tot-parol-1" }, undefined, [401]);
await compare(
  "login",
  (number) => login(emails[number]),
  (number) => login(`nikto-${number}@example.com`),
);

const recovery = (email) => ask("/api/identity/recovery", { "form[email]": email }, undefined, [200]);
await compare(
  "recovery",
  (number) => recovery(emails[WARM + TRIES + number]),
  (number) => recovery(`nikogo-${number}@example.com`),
);

// Each cabinet tries an account that exists and is not its own, another one a number that nobody has.
const link = (visit, number, proof) =>
  ask("/api/accounts/link", { "form[number]": number, "form[proof]": proof, "form[label]": "" }, visit[0], [422]);
const numbers = lines(numbersFile).map(([number]) => number);
const own = WARM + TRIES;
await compare(
  "link",
  (number) => link(visits[number], numbers[number], "1234.56"),
  (number) => link(visits[own + number], numbers[number].replace(/^(\d\d)0/, "$19"), "1234.56"),
);
console.log(`limit=${1.628 * Math.sqrt(2 / TRIES)}`);
