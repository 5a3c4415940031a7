// offline.mjs BASE VISITS TRIES: how soon the page for readings answers without a connection; prints `key=value` lines.
//
// The account's page is visited once. Then the connection is taken away and the page is opened so many times: from the
// beginning of the navigation until the form has shown, in answer to a number typed into it, what was used. A second
// round does so with the page's processor four times as slow.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../end2end/", import.meta.url))("@playwright/test");
const [base, visitsFile] = process.argv.slice(2);
const tries = Number(process.argv[4]);
const SLOWER = 4;

// Types as soon as there is a field, again and again until the page answers: only what listens does.
function typeUntilAnswered() {
  const began = performance.timeOrigin;
  const look = () => {
    const field = document.querySelector(".reading-form input.odometer");
    const answer = document.querySelector(".reading-form output.delta")?.textContent;
    if (answer) {
      globalThis.answered = { shown: performance.timeOrigin + performance.now(), began };
      return;
    }
    if (field) {
      const was = field.closest(".register").querySelector(".odometer-prev");
      const previous = Number.parseInt(was.textContent, 10);
      field.value = String(previous + 10);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setTimeout(look, 1);
  };
  look();
}

// Whether the worker answers for the page and has stored what it shows.
async function isKept() {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (!navigator.serviceWorker.controller) return false;
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes("kabinet")) return false;
  const database = await settled(indexedDB.open("kabinet"));
  try {
    return (await settled(database.transaction("seen").objectStore("seen").count())) > 0;
  } finally {
    database.close();
  }
}

// Asked again and again from here: `waitForFunction` takes the promise itself for a yes.
async function kept(page) {
  for (let left = 300; left > 0; left -= 1) {
    if (await page.evaluate(isKept)) return;
    await page.waitForTimeout(100);
  }
  throw new Error("the worker has not stored the page");
}

// Somebody's session, and an account of theirs that takes readings.
async function comeIn(context) {
  for (const [token, account] of visits) {
    await context.addCookies([
      {
        name: "__Host-session",
        value: token,
        domain: new URL(base).hostname,
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
    const answer = await context.request.get(`${base}/accounts/${account}`);
    if ((await answer.text()).includes("reading-form")) return account;
  }
  throw new Error("no account takes readings");
}

async function measure(page, key) {
  const times = [];
  for (let number = 0; number < tries; number += 1) {
    await page.goto("about:blank");
    const began = Date.now();
    await page.goto(`${base}/`, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.answered !== undefined);
    if (new URL(page.url()).pathname !== "/offline") throw new Error(`the browser is at ${page.url()}`);
    times.push((await page.evaluate(() => globalThis.answered.shown)) - began);
  }
  times.sort((one, other) => one - other);
  console.log(`${key}.median=${times[Math.floor(times.length / 2)]}`);
  console.log(`${key}.worst=${times.at(-1)}`);
}

const visits = readFileSync(visitsFile, "utf8").trim().split("\n").map((line) => line.split(" "));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${base}/accounts/${await comeIn(context)}`);
  await kept(page);
  await context.setOffline(true);
  await page.addInitScript(typeUntilAnswered);
  console.log(`tries=${tries}`);
  await measure(page, "full");
  const tools = await context.newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  console.log(`slower=${SLOWER}`);
  await measure(page, "slow");
} finally {
  await browser.close();
}
