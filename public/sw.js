// The cabinet without a connection: keeps one page with what it needs, the accounts last seen and the readings that wait.
// Nothing else touches what is stored, so that several tabs never do the same thing twice.
const FILES = `kabinet-${new URL(self.location).searchParams.get('v')}`;
const PAGE = '/offline';
const SUBMIT = '/api/readings/submit';
// The page sends a form with photos itself, for what passes through here shows no progress: the form is kept meanwhile.
const FROM_PAGE = 'x-kabinet-page';
// A connection that does not answer for so long is none. The same sending may arrive twice: the server takes it once.
const PATIENCE = 20_000;
// Photos get more, for a line that carries 32 kB a second; where it does not, the readings go without them.
const BYTES_PER_MS = 32;
const PATIENCE_MAX = 600_000;
// The most bytes of photos that wait on a device; readings beyond wait without theirs.
const PHOTOS_MAX = 60 * 1024 * 1024;
// Whoever has not come for so long is shown nothing.
const DAYS_KEPT = 60;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('sync', (event) => event.waitUntil(sendAll()));
self.addEventListener('message', (event) => event.waitUntil(hear(event.data, event.source)));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST' && url.pathname === SUBMIT && request.mode !== 'navigate') {
    if (request.headers.has(FROM_PAGE)) event.waitUntil(copy(request.clone(), event.clientId));
    else event.respondWith(submit(request));
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    event.respondWith(visit(event, url));
  } else if (request.method === 'GET' && isFile(url)) {
    event.respondWith(file(request));
  }
});

// ---- files

// The page as a stranger sees it: nothing of a person is in it.
async function install() {
  const cache = await caches.open(FILES);
  const page = await fetch(PAGE, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok) throw new Error(`${PAGE}: ${page.status}`);
  const files = new Set(named(await page.clone().text(), /(?:href|src)="(\/[\w./-]+\.\w+)"/g, location.href));
  // Of the page's parts the document names those it needs; what a style or a script draws in stands in themselves.
  for (const file of files) {
    const draws = file.endsWith('.css') ? /url\(["']?([\w./-]+)/g : file.endsWith('.js') ? /from\s*["'](\.\/[\w./-]+)/g : undefined;
    if (!draws) continue;
    const text = await (await fetch(file)).text();
    for (const path of named(text, draws, new URL(file, location.href))) files.add(path);
  }
  await cache.addAll([...files]);
  await cache.put(PAGE, page);
  await compareClocks(page);
}

function named(text, pattern, base) {
  return [...text.matchAll(pattern)].map(([, path]) => new URL(path, base).pathname);
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith('kabinet-') && name !== FILES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const isFile = ({ pathname }) => /\.(css|js|wasm|svg|png|webmanifest)$/.test(pathname);

// A name with a hash always means the same bytes; everything else may have changed.
async function file(request) {
  const known = await caches.match(request, { ignoreVary: true });
  if (known && new URL(request.url).pathname.startsWith('/pkg/')) return known;
  try {
    return await fetch(request);
  } catch (error) {
    if (known) return known;
    throw error;
  }
}

async function visit(event, url) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(compareClocks(answer));
    // Whoever sees the login page is nobody: the accounts of the last person are not theirs to see.
    if (url.pathname === '/login') await clear('seen').catch(() => undefined);
    return answer;
  } catch (error) {
    if (url.pathname !== PAGE) return Response.redirect(PAGE);
    return (await caches.match(PAGE)) ?? Promise.reject(error);
  }
}

// ---- readings

// What pages have given away to be sent, and wait for.
const underWay = new Set();
// What waited and is being sent, and how to stop that.
const goingOut = new Map();
// What pages are sending themselves: when it was typed, and when its copy is kept.
const copies = new Map();
let sending;

// Stored before the first try: neither a lost answer nor a closed browser loses it.
async function submit(request) {
  const data = await request.formData();
  // What bears a name the page has sent already, and heard nothing: it is sent again in a while. Other forms have the field,
  // too, and nothing in it.
  const tried = Boolean(data.get('form[id]'));
  const copied = copies.get(data.get('form[id]'));
  const item = read(data, copied?.typed ?? (await now()));
  copies.delete(item.id);
  underWay.add(item.id);
  const kept = await keep(item).then(() => true, () => false);
  try {
    if (tried) return await wait(kept);
    const answer = await post(item);
    if (kept) await remove('waiting', item.id);
    return answer;
  } catch {
    return await wait(kept);
  } finally {
    underWay.delete(item.id);
    await tell();
  }
}

// Answers as the server does: the page loads anew and tells what waits.
async function wait(kept) {
  if (!kept) return Response.error();
  await self.registration.sync?.register('readings').catch(() => undefined);
  return Response.json(null);
}

// Keeps what the page is sending itself, which says when there was an answer.
async function copy(request, page) {
  const typed = await now();
  // Which page it is stands in what is kept: a browser may end and begin this script meanwhile.
  const item = { ...read(await request.formData(), typed), page };
  const kept = keep(item).catch(() => undefined);
  copies.set(item.id, { typed, kept });
  await kept;
}

async function forget(id) {
  await copies.get(id)?.kept;
  copies.delete(id);
  await drop(id);
}

async function drop(id) {
  // In this order: what is stopped is looked for among what waits.
  await remove('waiting', id);
  goingOut.get(id)?.abort();
}

// Those that nobody is sending. A page that is gone sends nothing any more.
async function idle(items) {
  const isGone = async (page) => (await self.clients.get(page)) === undefined;
  const isIdle = async ({ id, page }) => !underWay.has(id) && (!page || isGone(page));
  const verdicts = await Promise.all(items.map(isIdle));
  return items.filter((_, at) => verdicts[at]);
}

function read(data, typed) {
  if (!data.get('form[id]')) data.set('form[id]', crypto.randomUUID());
  data.set('form[typed_at]', typed.toISOString());
  const photos = [...data.values()].filter((value) => value instanceof File && value.size > 0);
  const form = [...data].filter(([, value]) => typeof value === 'string');
  return { id: data.get('form[id]'), meter: data.get('form[meter]'), typed_on: dayOf(typed), form, photos };
}

// A meter has one sending that waits: what was typed later takes its place.
async function keep(item) {
  const waiting = (await all('waiting')).filter(({ id }) => id !== item.id);
  const before = await idle(waiting.filter(({ meter }) => meter === item.meter));
  const others = waiting.filter((other) => !before.includes(other));
  const fits = bytes(item) + others.reduce((sum, other) => sum + bytes(other), 0) <= PHOTOS_MAX;
  const alone = { ...item, photos: [], left_out: item.photos.length > 0 };
  if (fits) await put('waiting', item).catch(() => put('waiting', alone));
  else await put('waiting', alone);
  for (const { id } of before) await drop(id);
}

// What waited before photos could has none.
const bytes = ({ photos = [] }) => photos.reduce((sum, { size }) => sum + size, 0);

async function post(item, stop = new AbortController()) {
  const { form, photos = [] } = item;
  const body = photos.length ? new FormData() : new URLSearchParams();
  for (const [name, value] of form) body.append(name, value);
  for (const photo of photos) body.append('files[]', photo, photo.name);
  const slow = () => stop.abort(new DOMException('too slow', 'TimeoutError'));
  const patience = setTimeout(slow, Math.min(PATIENCE + bytes(item) / BYTES_PER_MS, PATIENCE_MAX));
  try {
    const answer = await fetch(SUBMIT, { method: 'POST', headers: { Accept: 'application/json' }, body, signal: stop.signal });
    // Read to its end here: an answer that breaks off is none.
    return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
  } finally {
    clearTimeout(patience);
  }
}

function sendAll() {
  sending ??= sendEach().finally(() => {
    sending = undefined;
  });
  return sending;
}

async function sendEach() {
  let sent = 0;
  let without = 0;
  let refused = 0;
  try {
    for (const item of await idle(await all('waiting'))) {
      if (item.wrong || underWay.has(item.id)) continue;
      const { answer, bare } = await sendOne(item);
      if (answer === undefined) continue;
      if (answer.ok) {
        await remove('waiting', item.id);
        sent += 1;
        without += Number(bare);
      } else if (answer.status === 401) {
        // The session is over: the readings wait for their person, what was seen does not.
        await clear('seen');
        return;
      } else if (answer.status === 429 || answer.status >= 500) {
        // It may be about this one alone: the others have their turn.
        refused = answer.status;
      } else if (await isKept(item.id)) {
        await put('waiting', { ...item, wrong: await answer.text() });
      }
    }
  } finally {
    await tell(sent, without);
  }
  if (refused) throw new Error(`${SUBMIT}: ${refused}`);
}

// No answer when something newer has taken its place meanwhile. A line too slow for photos is not too slow for readings.
async function sendOne(item) {
  const stop = new AbortController();
  goingOut.set(item.id, stop);
  try {
    return { answer: await post(item, stop), bare: Boolean(item.left_out) };
  } catch (error) {
    if (!(await isKept(item.id))) return {};
    if (error.name !== 'TimeoutError' || !item.photos?.length) throw error;
  } finally {
    goingOut.delete(item.id);
  }
  const bare = { ...item, photos: [], left_out: true };
  await put('waiting', bare);
  return sendOne(bare);
}

const isKept = async (id) => (await within('waiting', 'readonly', (store) => store.getKey(id))) !== undefined;

// ---- pages

async function hear(said, page) {
  if (said.seen) await see(said).catch(() => undefined);
  if (said.forget) await forget(said.forget).catch(() => undefined);
  if (page) page.postMessage(await state());
  if (said.send) await sendAll().catch(() => undefined);
}

// Another person at this browser: nothing of the one before is left.
async function see({ seen, account, person }) {
  const before = await known('person');
  if (before?.person !== person) {
    await Promise.all(['seen', 'waiting'].map(clear));
    await put('about', { id: 'person', person });
  }
  await put('seen', { id: account, page: seen, at: Date.now() });
}

async function state(sent = 0, without = 0) {
  try {
    const since = Date.now() - DAYS_KEPT * 86_400_000;
    const seen = (await all('seen')).filter(({ at }) => at > since).map(({ page }) => page);
    const idling = await idle(await all('waiting'));
    const waiting = idling.map(({ photos = [], ...item }) => ({ ...item, photos: photos.length }));
    return { seen, waiting, sent, without, refused: false, today: dayOf(await now()) };
  } catch {
    return { seen: [], waiting: [], sent, without, refused: true, today: dayOf(new Date()) };
  }
}

// Counted from the first of our era, as the page's data count days.
function dayOf(time) {
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / 86_400_000 + 719_163;
}

async function tell(sent, without) {
  const kept = await state(sent, without);
  for (const page of await self.clients.matchAll()) page.postMessage(kept);
}

// ---- the clock

// An answer that was long on its way says nothing about the device's clock.
const CLOCK_TOLERANCE = 60_000;

// A device whose clock is wrong is still told the right day: how far the server is ahead of it is known from its last answer.
async function compareClocks(answer) {
  const apart = Date.parse(answer.headers.get('date') ?? '') - Date.now();
  if (Number.isNaN(apart)) return;
  const ahead = Math.abs(apart) > CLOCK_TOLERANCE ? apart : 0;
  await put('about', { id: 'clock', ahead }).catch(() => undefined);
}

async function now() {
  const clock = await known('clock').catch(() => undefined);
  return new Date(Date.now() + (clock?.ahead ?? 0));
}

// ---- the database of the browser

const settled = (request, event) =>
  new Promise((resolve, reject) => {
    request[event] = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });

async function database() {
  const request = indexedDB.open('kabinet', 1);
  request.onupgradeneeded = () => {
    for (const name of ['seen', 'waiting', 'about']) request.result.createObjectStore(name, { keyPath: 'id' });
  };
  return settled(request, 'onsuccess');
}

async function within(name, mode, act) {
  const db = await database();
  try {
    const transaction = db.transaction(name, mode, { durability: 'strict' });
    const asked = act(transaction.objectStore(name));
    await settled(transaction, 'oncomplete');
    return asked.result;
  } finally {
    db.close();
  }
}

const all = (name) => within(name, 'readonly', (store) => store.getAll());
const known = (id) => within('about', 'readonly', (store) => store.get(id));
const put = (name, item) => within(name, 'readwrite', (store) => store.put(item));
const remove = (name, id) => within(name, 'readwrite', (store) => store.delete(id));
const clear = (name) => within(name, 'readwrite', (store) => store.clear());
