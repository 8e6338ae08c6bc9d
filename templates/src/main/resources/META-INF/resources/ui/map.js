// @ts-check
/**
 * Puts figures into the map while it is open: texts and classes alone, no box is moved. Another structure is fetched as a
 * page. Without this script the map is as old as the page.
 */

const PAUSE = 150; // until a range that is drawn is followed
const live = document.getElementById('live');
let unfolded = !matchMedia('(min-width: 44rem)').matches;
let frozen = new URLSearchParams(location.search).has('at');

/** @param {string} id @param {string} text */
function write(id, text) {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}

live?.addEventListener('m', event => {
  if (frozen || !document.getElementById('map')) return;
  const detail = /** @type {CustomEvent} */ (event).detail;
  const moment = JSON.parse(detail.data ?? detail.value);
  for (const [key, [sub, classes]] of Object.entries(moment.boxes)) {
    if (sub) write(`${key}-t`, sub);
    document.getElementById(key)?.setAttribute('class', classes);
  }
  for (const [key, [label, step, figure]] of Object.entries(moment.lines)) {
    write(`${key}-t`, label);
    write(`${key}-c`, figure || '–');
    document.getElementById(key)?.setAttribute('class', `line s${step}`);
  }
});

/** What only this script knows, and a page that was fetched again does not. */
function dress() {
  const freeze = document.getElementById('freeze');
  freeze?.toggleAttribute('hidden', !live);
  freeze?.setAttribute('aria-pressed', String(frozen));
  document.getElementById('map')?.classList.toggle('frozen', frozen);
  document.getElementById('flows')?.toggleAttribute('open', unfolded);
}

document.addEventListener('htmx:after:swap', dress);
document.addEventListener('click', event => {
  const pressed = /** @type {HTMLElement} */ (event.target);
  if (pressed.closest('#flows > summary')) unfolded = !unfolded;
  if (!pressed.closest('#freeze')) return;
  frozen = !frozen;
  dress();
});

/** Another wish is asked for at once; the moment without a new page, so that it can be drawn back and forth. */
document.addEventListener('change', event => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.matches('.wishes select, .wishes [type=checkbox]')) field.form?.requestSubmit();
});

let asked = 0;
document.addEventListener('input', event => {
  const range = /** @type {HTMLInputElement} */ (event.target);
  if (!range.matches('#ago') || !range.form) return;
  clearTimeout(asked);
  asked = setTimeout(() => showMoment(/** @type {HTMLFormElement} */ (range.form), Number(range.value)), PAUSE);
});

/** @param {HTMLFormElement} form @param {number} ago in seconds, 0 for now */
async function showMoment(form, ago) {
  frozen = ago !== 0;
  const address = new URL(form.action);
  address.search = new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
  await window.htmx.ajax('GET', address.href, { source: form, target: 'main', select: 'main', swap: 'outerMorph' });
  const query = document.querySelector('.wishes')?.getAttribute('data-address');
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
}

dress();
