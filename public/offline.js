// The page's end of the service worker: passes on what the page says and what is stored, and asks for what waits to be sent.
const workers = navigator.serviceWorker;

// A connection that has just come back may not carry yet: while something waits it is tried again, ever more rarely.
const SOON = 2_000;
const SELDOM = 60_000;
let pause = SOON;
let again;

// The page hears of it as of an event with a text.
function tell(state) {
  window.dispatchEvent(new CustomEvent('kabinet:state', { detail: JSON.stringify(state) }));
  clearTimeout(again);
  if (state.waiting.every(({ wrong }) => wrong)) {
    pause = SOON;
  } else if (navigator.onLine) {
    again = setTimeout(() => say({ send: true }), pause);
    pause = Math.min(2 * pause, SELDOM);
  }
}

const refused = () => tell({ seen: [], waiting: [], sent: 0, refused: true, today: 0 });

async function say(message) {
  try {
    const { active } = await workers.ready;
    active.postMessage(message);
  } catch {
    refused();
  }
}

async function begin() {
  // Another build, another worker: it takes over once no page of the old one is open.
  const style = document.getElementById('style')?.getAttribute('href') ?? '';
  const script = document.querySelector('link[rel=modulepreload]')?.getAttribute('href') ?? '';
  const version = [style, script].map((path) => path.split('.').at(-2)).join('.');
  await workers.register(`/sw.js?v=${version}`);
  await workers.ready;
}

if (workers) {
  workers.addEventListener('message', ({ data }) => tell(data));
  window.addEventListener('kabinet:page', ({ detail }) => say({ ...JSON.parse(detail), send: navigator.onLine }));
  window.addEventListener('online', () => say({ send: true }));
  begin().catch(refused);
} else {
  window.addEventListener('kabinet:page', refused);
}
window.dispatchEvent(new Event('kabinet:loaded'));
