// Where the server under test listens and where its working folder is: scripts/e2e.sh tells.

export const baseURL = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';

export const dataDir = process.env['DATA_DIR'] ?? '..';

// By how many seconds the demonstration's clock is ahead of ours.
export const clockAhead = Number(process.env['CLOCK_AHEAD'] ?? 0);

// What a browser adds to a form it sends; without it the server refuses.
export const fromOurPage = { origin: baseURL };
