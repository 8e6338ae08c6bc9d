// @ts-check
import { say, text } from './say.js';

const STALE = 5_000;
const POLL = 5_000;
const AGAIN = 3_000;
const POLLS = 6;

/**
 * Keeps what is marked with data-live up to date while the page is open. Values arrive as server-sent events and are put
 * in place by htmx; this follows how fresh they are, and fetches the page again when it has another structure.
 *
 * @returns {{toggle: () => void}} what pauses and goes on
 */
export function startLive() {
  const chip = document.getElementById('live');
  return chip && 'htmx' in window ? new Live(chip) : { toggle() {} };
}

class Live {
  /** @type {'live' | 'again' | 'away' | 'paused' | 'polling' | 'over'} */
  state = 'again';
  /** When the last value came. */
  last = new Date();
  /** The structure that was fetched last, so that one that differs for this viewer is not fetched for ever. */
  fetched = '';
  /** @type {{abortController: AbortController, cancelled: boolean} | undefined} */
  connection;
  timer = 0;
  polls = 0;

  /** @param {HTMLElement} chip */
  constructor(chip) {
    this.chip = chip;
    chip.hidden = false;
    chip.querySelector('button')?.addEventListener('click', () => this.toggle());
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ then) =>
      chip.addEventListener(name, event => then(/** @type {CustomEvent} */ (event).detail));
    on('htmx:sse:before:connection', detail => {
      this.connection = detail.connection;
      if (this.state === 'paused' || this.state === 'over') detail.connection.cancelled = true;
      else if (detail.connection.attempt > 0 && this.state !== 'away') this.show('again');
    });
    on('htmx:sse:after:connection', () => this.connected());
    on('htmx:sse:before:message', () => this.arrived());
    on('htmx:sse:error', detail => detail.status && this.refused(detail.status));
    on('htmx:response:error', detail => this.refused(detail.ctx.response.status));
    on('htmx:error', () => this.later(AGAIN));
    on('structure', detail => this.compare(detail.data ?? detail.value));
    on('bye', detail => this.show((detail.data ?? detail.value) === 'host' ? 'away' : 'again'));
    const changed = document.getElementById('changed');
    changed?.querySelector('button')?.addEventListener('click', () => {
      changed.hidden = true;
      this.fetch();
    });
    setInterval(() => {
      const old = Date.now() - this.last.getTime() > STALE && !document.hidden;
      if (old && (this.state === 'live' || this.state === 'again')) this.show('again');
    }, 1_000);
    this.show('again');
    document.addEventListener('DOMContentLoaded', () => this.connect()); // by when htmx knows the page
  }

  toggle() {
    if (this.state === 'over') {
      location.reload(); // to the form of the sign-in, and back
    } else if (this.state === 'paused') {
      this.show('again');
      this.connect();
    } else {
      this.show('paused');
      clearTimeout(this.timer);
      this.connection?.abortController.abort();
    }
  }

  connect() {
    window.htmx.trigger(this.chip, 'connect');
  }

  /** @param {number} pause */
  later(pause) {
    if (this.state === 'paused' || this.state === 'over') return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.state === 'polling' ? this.poll() : this.connect()), pause);
  }

  connected() {
    if (this.state === 'polling') {
      clearTimeout(this.timer);
      this.show('live');
    }
    this.arrived();
  }

  arrived() {
    this.last = new Date();
    if (this.state === 'again' || this.state === 'away') this.show('live');
  }

  /** @param {number} status */
  refused(status) {
    if (status === 401) {
      this.show('over');
      this.connection?.abortController.abort();
    } else if (status === 429 || status === 503) {
      const away = this.state === 'away';
      if (!away && this.state !== 'paused') this.show('polling');
      this.later(away ? AGAIN : POLL);
    } else {
      this.later(AGAIN);
    }
  }

  /** Asks for the values, and from time to time whether there is room for a stream. */
  async poll() {
    if (++this.polls % POLLS === 0) return this.connect();
    await window.htmx.ajax('GET', `${this.chip.getAttribute('hx-sse:connect')}&once`, { source: this.chip, swap: 'none' });
    this.last = new Date();
    this.later(POLL);
  }

  /** @param {Live['state']} state */
  show(state) {
    this.state = state;
    const words = this.chip.dataset;
    const since = this.last.toLocaleTimeString(document.documentElement.lang, { hour12: false });
    const old = Date.now() - this.last.getTime() > STALE;
    const [look, sign, word] = {
      live: ['ok', '●', words.liveWord],
      away: ['warn', '◌', words.away],
      again: ['warn', '◌', old ? words.againSince?.replace('{0}', since) : words.again],
      paused: ['info', '‖', words.paused],
      polling: ['info', '↻', words.polling],
      over: ['bad', '✕', words.over],
    }[state];
    const button = /** @type {HTMLElement} */ (this.chip.querySelector('button'));
    button.className = `badge ${look}`;
    button.title = (state === 'paused' ? words.goOn : words.pause) ?? '';
    button.setAttribute('aria-pressed', String(state === 'paused'));
    /** @type {HTMLElement} */ (button.querySelector('[data-sign]')).textContent = sign ?? '';
    /** @type {HTMLElement} */ (button.querySelector('[data-word]')).textContent = word ?? '';
    const why = /** @type {HTMLElement} */ (this.chip.querySelector('[data-why]'));
    const sentence = { polling: words.pollingWhy, away: words.awayWhy, over: words.overWhy }[/** @type {string} */ (state)] ?? '';
    if (why.textContent !== sentence) why.textContent = sentence;
    why.hidden = !sentence;
    const stale = state !== 'live' && state !== 'polling';
    document.documentElement.toggleAttribute('data-stale', stale);
    if (stale) {
      for (const number of document.querySelectorAll('.number')) number.setAttribute('data-at', since);
    }
  }

  /** Another structure is fetched at once, unless that would move what somebody points at or types into. @param {string} shape */
  compare(shape) {
    const same = shape === shapeOfPage();
    if (same || shape === this.fetched) {
      if (same) this.fetched = '';
      return;
    }
    this.fetched = shape;
    const busy = document.querySelector('main :is(table, ul, ol, form):hover, main :is(table, ul, ol, form):focus-within');
    const changed = document.getElementById('changed');
    say(text('changed'));
    if (busy && changed) changed.hidden = false;
    else this.fetch();
  }

  fetch() {
    return window.htmx.ajax('GET', location.href, { source: 'main', target: 'main', select: 'main', swap: 'outerMorph' });
  }
}

/** What the page consists of, as the server says it too: FNV-1a over the marks in their order. */
export function shapeOfPage() {
  const marks = [];
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-live], [data-shape]'))) {
    if ('live' in element.dataset) marks.push(element.id);
    if (element.dataset.shape !== undefined) marks.push(element.dataset.shape);
  }
  let hash = 0x811c9dc5;
  for (const unit of marks.join('\n')) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
