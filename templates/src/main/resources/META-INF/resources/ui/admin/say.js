// @ts-check
const EVERY = 5_000;

const region = /** @type {HTMLElement | null} */ (document.getElementById('said'));
let next = '';
let timer = 0;
let last = -EVERY;

/**
 * Tells people who listen to the page, at most one sentence in five seconds; a newer one takes the place of one that waits.
 *
 * @param {string} sentence
 */
export function say(sentence) {
  next = sentence;
  timer ||= setTimeout(speak, Math.max(0, last + EVERY - performance.now()));
}

/** A text of the page for the status region. @param {string} name */
export function text(name) {
  return region?.dataset[name] ?? '';
}

function speak() {
  timer = 0;
  last = performance.now();
  if (region) region.textContent = next;
}
