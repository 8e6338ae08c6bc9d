// @ts-check
// Shows readings as they come in. After a lost connection it connects again and takes the whole table from the host,
// so that nothing that came in meanwhile is missing.

const badge = /** @type {HTMLElement} */ (document.getElementById('live'));
const table = /** @type {HTMLTableElement} */ (document.getElementById('readings'));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById('row'));
const most = Number(table.dataset.most);
const address = new URL('live', location.href);
address.protocol = address.protocol.replace('http', 'ws');
address.hash = '';

let attempts = 0;

localise(table);
connect();

function connect() {
  const socket = new WebSocket(address);
  socket.addEventListener('open', () => {
    if (attempts > 0) refresh().catch(() => socket.close());
    attempts = 0;
    status('ok', badge.dataset.live);
  });
  socket.addEventListener('message', event => add(JSON.parse(event.data)));
  socket.addEventListener('close', () => {
    status('warn', badge.dataset.lost);
    setTimeout(connect, Math.min(15_000, 250 * 2 ** attempts++) * (0.75 + Math.random() / 2));
  });
}

/** @param {{ meter: string, kwh: number }} reading */
function add({ meter, kwh }) {
  document.getElementById('none')?.remove();
  const row = /** @type {HTMLTableRowElement} */ (template.content.firstElementChild?.cloneNode(true));
  const time = /** @type {HTMLTimeElement} */ (row.querySelector('time'));
  time.dateTime = time.title = new Date().toISOString();
  row.cells[1].textContent = meter;
  row.cells[2].textContent = String(kwh);
  const body = table.tBodies[0];
  localise(row);
  body.prepend(row);
  while (body.rows.length > most) body.lastElementChild?.remove();
}

async function refresh() {
  const response = await fetch(new URL('./', location.href), { headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector('#readings tbody');
  if (!fresh) return;
  table.tBodies[0].replaceWith(document.adoptNode(fresh));
  localise(table);
}

/**
 * Shows times as the clock of this browser does: the host may be in another time zone.
 * @param {HTMLElement} part
 */
function localise(part) {
  const today = new Date().toDateString();
  for (const time of part.getElementsByTagName('time')) {
    const at = new Date(time.dateTime);
    time.textContent = at.toDateString() === today ? at.toLocaleTimeString('en-GB')
      : at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).replace(',', '');
  }
}

/**
 * @param {'ok' | 'warn'} kind
 * @param {string | undefined} text
 */
function status(kind, text) {
  badge.className = `badge ${kind}`;
  badge.textContent = text ?? '';
  badge.hidden = false;
}
