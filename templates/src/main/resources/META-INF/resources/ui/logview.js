// @ts-check
/**
 * Appends to the page of the log what is written while it is open. The page works without it. What is shown is text and
 * never markup, whatever it says; all words stand in data-… attributes of the page.
 *
 * @typedef {{time: string, at: string, level: string, applet: string, logger: string, text: string, more: string[],
 *   exception: string, frames: number, ownFrames: number, times: number,
 *   started: {name: string, version: string} | null}} Entry
 */

const MOST = 2_000;
const TOGETHER = 1_000;
const ALOUD = 5_000;

/** @param {string | undefined} pattern @param {(string | number)[]} values */
function words(pattern, ...values) {
  return (pattern ?? '').replace(/\{(\d)\}/g, (all, at) => String(values[Number(at)] ?? all));
}

class LogView {
  following = true;
  paused = false;
  unseen = 0;
  said = 0;
  /** @type {Entry | undefined} */
  last;
  /** @type {EventSource | undefined} */
  source;

  /** @param {HTMLElement} box */
  constructor(box) {
    const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
    this.box = box;
    this.position = box.dataset.from ?? '';
    this.acts = part('log-acts');
    this.state = part('log-state');
    this.pauseButton = part('log-pause');
    this.newButton = part('log-new');
    this.aloud = /** @type {HTMLInputElement} */ (part('log-aloud'));
    this.voice = part('log-said');
    this.row = /** @type {HTMLTemplateElement} */ (part('log-row'));
    this.acts.hidden = false;
    box.classList.add('tall');
    box.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.pauseButton.addEventListener('click', () => (this.paused ? this.goOn() : this.pause()));
    this.newButton.addEventListener('click', () => this.toEnd());
    this.toEnd();
    this.open();
  }

  open() {
    const address = `${this.box.dataset.stream}&from=${encodeURIComponent(this.position)}`;
    const source = new EventSource(address);
    this.source = source;
    source.addEventListener('open', () => this.show('ok', '●', this.acts.dataset.liveWord));
    source.addEventListener('lines', event => this.take(/** @type {MessageEvent} */ (event)));
    source.addEventListener('over', () => this.over());
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return this.show('warn', '◌', this.acts.dataset.again);
      if (source === this.source && !this.paused) void this.once(address);
      setTimeout(() => source === this.source && !this.paused && this.open(), 5_000);
    });
  }

  /** Too many look: what was written meanwhile, and another try for a stream a little later. @param {string} address */
  async once(address) {
    try {
      const answer = await fetch(`${address}&once`);
      if (answer.status === 401) return this.over();
      if (!answer.ok) throw new Error(String(answer.status));
      if (answer.status === 200)
        this.take({ data: await answer.text(), lastEventId: answer.headers.get('x-position') ?? '' });
      if (!this.paused) this.show('warn', '▲', this.acts.dataset.polling);
    } catch {
      this.show('warn', '◌', this.acts.dataset.again);
    }
  }

  over() {
    this.source?.close();
    this.source = undefined;
    this.show('bad', '✕', this.acts.dataset.over);
  }

  pause() {
    this.paused = true;
    this.source?.close();
    this.show('info', '‖', this.acts.dataset.paused);
    this.pauseButton.textContent = this.pauseButton.dataset.follow ?? '';
    this.pauseButton.setAttribute('aria-pressed', 'true');
  }

  goOn() {
    this.paused = false;
    this.pauseButton.textContent = this.pauseButton.dataset.pause ?? '';
    this.pauseButton.setAttribute('aria-pressed', 'false');
    this.toEnd();
    this.open();
  }

  /** @param {string} look @param {string} sign @param {string | undefined} word */
  show(look, sign, word) {
    this.state.className = `badge ${look}`;
    this.state.textContent = `${sign} ${word ?? ''}`;
  }

  /** @param {{data: string, lastEventId: string}} event */
  take(event) {
    if (this.paused) return;
    this.position = event.lastEventId || this.position;
    /** @type {{entries: Entry[], skipped: number}} */
    const { entries, skipped } = JSON.parse(event.data);
    const news = document.createDocumentFragment();
    let added = 0;
    if (skipped > 0) {
      news.append(this.mark(words(this.box.dataset.skipped, skipped)));
      this.last = undefined;
    }
    for (const entry of entries) {
      if (this.repeats(entry)) {
        this.again(entry, news);
        continue;
      }
      if (entry.started) news.append(this.mark(this.startText(entry)));
      news.append(this.made(entry));
      added++;
      this.last = entry;
      if (entry.level === 'ERROR') this.say(entry);
    }
    this.box.querySelector('.empty')?.remove();
    this.box.append(news);
    while (this.box.childElementCount > MOST) this.box.firstElementChild?.remove();
    if (this.following) this.toEnd();
    else this.unread(this.unseen + added);
  }

  /** @param {Entry} entry */
  made(entry) {
    const row = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (this.row.content.cloneNode(true)).firstElementChild);
    row.classList.add(/^[A-Z]+$/.test(entry.level) ? entry.level : 'NONE');
    const [time, level, applet, logger, said] = /** @type {HTMLElement[]} */ ([...row.children]);
    time?.setAttribute('datetime', entry.time);
    put(time, entry.at);
    put(level?.children[0], entry.level === 'ERROR' ? '✕' : entry.level === 'WARN' ? '▲' : '');
    put(level?.children[1], entry.level);
    put(applet, entry.applet);
    put(logger, entry.logger);
    const [text, times, details] = /** @type {HTMLElement[]} */ ([...(said?.children ?? [])]);
    put(text, entry.text);
    if (times && entry.times > 1) this.count(times, entry.times);
    if (details && entry.more.length > 0) {
      details.hidden = false;
      put(details.children[0], entry.exception ? this.traceText(entry) : entry.more[0] ?? '');
      put(details.children[1], entry.more.join('\n'));
    }
    return row;
  }

  /** @param {HTMLElement} badge @param {number} number */
  count(badge, number) {
    badge.hidden = false;
    badge.textContent = words(this.box.dataset.times, number);
  }

  /** @param {string} text */
  mark(text) {
    const mark = document.createElement('p');
    mark.className = 'mark';
    mark.textContent = text;
    return mark;
  }

  /** @param {Entry} entry */
  startText(entry) {
    const { name, version } = entry.started ?? { name: '', version: '' };
    const at = entry.at.slice(0, 5);
    return name === 'host'
      ? words(this.box.dataset.startedHost, version, at)
      : words(this.box.dataset.started, name, version, at);
  }

  /** @param {Entry} entry */
  traceText(entry) {
    return entry.ownFrames > 0
      ? words(this.box.dataset.trace, entry.exception, entry.frames, entry.ownFrames, entry.applet)
      : words(this.box.dataset.traceHost, entry.exception, entry.frames);
  }

  /** @param {Entry} entry */
  repeats(entry) {
    const last = this.last;
    return (
      last !== undefined && last.more.length === 0 && entry.more.length === 0 && last.text === entry.text &&
      last.level === entry.level && last.applet === entry.applet && last.logger === entry.logger &&
      Math.abs(Date.parse(entry.time) - Date.parse(last.time)) <= TOGETHER
    );
  }

  /** @param {Entry} entry @param {DocumentFragment} news */
  again(entry, news) {
    const rows = news.childElementCount > 0 ? news : this.box;
    const badge = rows.lastElementChild?.querySelector('.said > .badge');
    if (this.last && badge instanceof HTMLElement) {
      this.last = { ...this.last, times: this.last.times + entry.times };
      this.count(badge, this.last.times);
    }
  }

  /** @param {Entry} entry */
  say(entry) {
    if (this.aloud.checked && Date.now() - this.said >= ALOUD) {
      this.said = Date.now();
      this.voice.textContent = `${entry.applet}: ${entry.text}`;
    }
  }

  scrolled() {
    const atEnd = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 24;
    if (atEnd && !this.following) this.unread(0);
    this.following = atEnd;
  }

  toEnd() {
    this.following = true;
    this.unread(0);
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** @param {number} number */
  unread(number) {
    this.unseen = number;
    this.newButton.hidden = number === 0;
    this.newButton.textContent =
      number === 1 ? this.newButton.dataset.one ?? '' : words(this.newButton.dataset.many, number);
  }
}

/** @param {Element | undefined} element @param {string} text */
function put(element, text) {
  if (element) element.textContent = text;
}

const box = document.getElementById('log');
if (box) new LogView(box);
