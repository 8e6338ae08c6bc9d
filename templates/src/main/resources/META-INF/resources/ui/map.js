// @ts-check
/**
 * Puts figures into the map while it is open: texts and classes alone, no box is moved. Another structure is fetched as a
 * page. Without this script the map is as old as the page.
 */

const live = document.getElementById('live');
let frozen = false;

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

const freeze = document.getElementById('freeze');
if (freeze && live) {
  freeze.hidden = false;
  document.addEventListener('click', event => {
    const button = /** @type {HTMLElement} */ (event.target).closest('#freeze');
    if (!button) return;
    frozen = !frozen;
    button.setAttribute('aria-pressed', String(frozen));
    document.getElementById('map')?.classList.toggle('frozen', frozen);
  });
}

for (const select of document.querySelectorAll('.wishes select')) {
  select.addEventListener('change', () => /** @type {HTMLSelectElement} */ (select).form?.requestSubmit());
}

if (matchMedia('(min-width: 44rem)').matches) document.getElementById('flows')?.removeAttribute('open');
