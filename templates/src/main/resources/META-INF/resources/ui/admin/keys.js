// @ts-check
import { openFind } from './find.js';
import { say, text } from './say.js';

const TO = { o: '/admin/', a: '/admin/applets', m: '/admin/map', h: '/admin/health', l: '/admin/logs', r: '/admin/routes' };
const PATIENCE = 1_500;

let afterG = 0;

/**
 * Single keys: `/` `.` `?` and `g` with a letter. They can be turned off (WCAG 2.1.4), and never act while somebody types.
 *
 * @param {{toggle: () => void}} live
 */
export function startKeys(live) {
  const list = /** @type {HTMLDialogElement | null} */ (document.getElementById('keys'));
  const use = /** @type {HTMLInputElement | null} */ (list?.querySelector('[data-keys]') ?? null);
  if (!list || !use) return;
  use.addEventListener('change', () => {
    const csrf = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=csrf]'))?.content ?? '';
    const body = new URLSearchParams({ csrf, keys: use.checked ? 'on' : 'off' });
    fetch('/admin/settings/appearance/keys', { method: 'POST', body, redirect: 'manual', keepalive: true });
    say(text(use.checked ? 'keysOn' : 'keysOff'));
  });
  document.addEventListener('keydown', event => {
    const typing = /** @type {HTMLElement} */ (event.target).closest?.('input, textarea, select, [contenteditable]');
    if (typing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
    if (event.key === '?') list.showModal();
    else if (!use.checked) return;
    else if (performance.now() - afterG < PATIENCE && event.key in TO) go(event.key);
    else if (event.key === '/') openFind();
    else if (event.key === '.') live.toggle();
    else {
      afterG = event.key === 'g' ? performance.now() : -PATIENCE;
      return;
    }
    event.preventDefault();
  });
}

/** @param {string} key */
function go(key) {
  const link = document.querySelector(`nav a[href="${TO[key]}"]`);
  if (link instanceof HTMLAnchorElement) location.href = link.href;
}
