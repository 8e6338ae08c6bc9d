// @ts-check
/**
 * What a page of an applet may ask of its host. No dependency; works under `script-src 'self'`.
 *
 *     import { hazir } from '/hazir.js';
 *     const answer = await hazir.callback('hello', 'answer', { form: { is_good: 'yes' } });
 *
 * **Forged requests.** Every request made here stays on the page's own origin, carries its cookies, and says
 * `X-Requested-With: hazir`; when the page has a `<meta name="csrf" content="…">`, also `X-CSRF-Token` with its content.
 * A page of another origin cannot send these headers, because the host answers no cross-origin preflight. So the host
 * may refuse every request that changes something and has neither a valid token (in the header or the form field `csrf`)
 * nor `X-Requested-With: hazir` nor `Sec-Fetch-Site: same-origin` or `none`, as long as it comes with a cookie.
 *
 * @module hazir
 */

/**
 * @typedef {Object} Options
 * @property {string} [method] `POST` when not given
 * @property {Record<string, string | number | boolean> | URLSearchParams} [query] added to the address
 * @property {unknown} [body] a string, `FormData`, `URLSearchParams`, `Blob` or bytes are sent as they are, anything else as JSON
 * @property {Record<string, string | number | boolean>} [form] sent as a form instead of a body
 * @property {Record<string, string>} [headers] further headers
 * @property {AbortSignal} [signal] ends the call; it rejects with the signal's reason
 * @property {number} [timeout] milliseconds until the call is given up; it rejects with a `TimeoutError`
 */

/** A call that was answered with an error (`status` 400 to 599), or not at all (`status` 0, see `cause`). */
export class HazirError extends Error {
  /**
   * @param {string} message for people: what the answer says about itself
   * @param {number} status of the answer
   * @param {string} [detail] the problem's detail, or the answer's text
   * @param {unknown} [problem] the answer's JSON, when it has some
   * @param {unknown} [cause] why there is no answer
   */
  constructor(message, status, detail, problem, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HazirError';
    this.status = status;
    this.detail = detail;
    this.problem = problem;
  }
}

/**
 * Calls a resource of an applet: `/res/<applet>/<path>`.
 *
 * @param {string} applet the applet's id
 * @param {string} path of the resource, without the prefix; may have a query
 * @param {Options} [options]
 * @returns {Promise<any>} the answer: what its JSON says, or its text, or `null` when it has no content
 */
export async function callback(applet, path, options = {}) {
  return call(address('/res/', applet, path), options);
}

/**
 * Calls a page or servlet of an applet: `/apps/<applet>/<path>`. Otherwise as {@link callback}.
 *
 * @param {string} applet the applet's id
 * @param {string} path of the servlet, without the prefix; may have a query
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export async function post(applet, path, options = {}) {
  return call(address('/apps/', applet, path), options);
}

/**
 * @param {string} prefix
 * @param {string} applet
 * @param {string} path
 */
function address(prefix, applet, path) {
  if (!/^[a-z][a-z0-9-]{1,31}$/.test(applet)) {
    throw new TypeError(`applet: '${applet}' (expected: the id of an applet, such as meter)`);
  }
  const base = new URL(`${prefix}${applet}/`, location.origin);
  const url = new URL('./' + path.replace(/^\/+/, ''), base);
  if (!url.pathname.startsWith(base.pathname)) {
    throw new TypeError(`path: '${path}' (expected: a path below ${base.pathname})`);
  }
  return url;
}

/**
 * @param {URL} url
 * @param {Options} options
 */
async function call(url, options) {
  for (const [name, value] of pairs(options.query)) {
    url.searchParams.append(name, value);
  }
  const method = (options.method ?? 'POST').toUpperCase();
  const { body, type } = content(options);
  const headers = new Headers(options.headers);
  if (!headers.has('accept')) headers.set('accept', 'application/json, text/plain;q=0.9, */*;q=0.8');
  if (type && !headers.has('content-type')) headers.set('content-type', type);
  headers.set('x-requested-with', 'hazir');
  const token = document.querySelector('meta[name="csrf"]')?.getAttribute('content');
  if (token) headers.set('x-csrf-token', token);

  const stop = new AbortController();
  const limit = options.timeout === undefined ? undefined : setTimeout(() =>
    stop.abort(new DOMException(`no answer within ${options.timeout} ms: ${url.pathname}`, 'TimeoutError')), options.timeout);
  const abort = () => stop.abort(options.signal?.reason);
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  const request = new Request(url, {
    method, headers, body, signal: stop.signal, credentials: 'same-origin', mode: 'same-origin', cache: 'no-store',
  });
  try {
    return await answer(await fetch(request));
  } catch (failure) {
    if (failure instanceof HazirError) throw failure;
    if (stop.signal.aborted) throw stop.signal.reason;
    throw new HazirError(`no answer from ${url.pathname}`, 0, undefined, undefined, failure);
  } finally {
    clearTimeout(limit);
    options.signal?.removeEventListener('abort', abort);
  }
}

/**
 * @param {Options} options
 * @returns {{ body?: any, type?: string }}
 */
function content({ body, form }) {
  if (form !== undefined) {
    return { body: new URLSearchParams(pairs(form)) };
  }
  const ready = typeof body === 'string' || body instanceof FormData || body instanceof URLSearchParams
    || body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  return body === undefined || ready ? { body } : { body: JSON.stringify(body), type: 'application/json' };
}

/**
 * @param {Record<string, string | number | boolean> | URLSearchParams | undefined} fields
 * @returns {string[][]}
 */
function pairs(fields) {
  const entries = fields instanceof URLSearchParams ? [...fields] : Object.entries(fields ?? {});
  return entries.map(([name, value]) => [name, String(value)]);
}

/** @param {Response} response */
async function answer(response) {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const json = /^application\/([\w.-]+\+)?json\b/i.test(type) && text !== '';
  if (response.ok) {
    return json ? JSON.parse(text) : response.status === 204 ? null : text;
  }
  const problem = json ? parsed(text) : undefined;
  const plain = type.startsWith('text/plain') ? text : '';
  const detail = problem?.detail ?? plain;
  throw new HazirError(detail || problem?.title || `${response.status} ${response.statusText}`.trim(),
    response.status, detail || undefined, problem);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Everything this module offers, under one name. */
export const hazir = Object.freeze({ callback, post, HazirError });
export default hazir;
