// @ts-check
// Runs in a browser against the little server of HazirScriptTest and tells it what came out.
import standard, { hazir, callback, post, HazirError } from '/hazir.js';

/** @type {Record<string, () => Promise<void>>} */
const cases = {
  'the module has one object and its functions': async () => {
    same(standard, hazir);
    same(callback, hazir.callback);
    same(post, hazir.post);
    same(Object.isFrozen(hazir), true);
  },
  'a callback posts to the resource of the applet': async () => {
    const seen = await hazir.callback('echo', 'a/b c');
    same(seen.method, 'POST');
    same(seen.uri, '/res/echo/a/b%20c');
    same(seen.body, '');
  },
  'a post goes to the page space and names its sender': async () => {
    const seen = await hazir.post('echo', '/record', { form: { meter: 'm 1', kwh: 12.5 } });
    same(seen.uri, '/apps/echo/record');
    same(seen.body, 'meter=m+1&kwh=12.5');
    same(seen.type, 'application/x-www-form-urlencoded;charset=UTF-8');
    same(seen.sender, 'hazir');
    same(seen.token, 'token-of-the-page');
    same(seen.site, 'same-origin');
  },
  'method and query are as asked for': async () => {
    const seen = await hazir.callback('echo', 'x?a=1', { method: 'put', query: { b: 'ä&', c: true }, body: 'text' });
    same(seen.method, 'PUT');
    same(seen.uri, '/res/echo/x?a=1&b=%C3%A4%26&c=true');
    same(seen.body, 'text');
  },
  'an object is sent as JSON': async () => {
    const seen = await hazir.callback('echo', 'x', { body: { is_good: ['yes', 1] } });
    same(seen.type, 'application/json');
    same(seen.body, '{"is_good":["yes",1]}');
  },
  'form data is sent as a multipart form': async () => {
    const data = new FormData();
    data.set('note', 'hello');
    const seen = await hazir.callback('echo', 'x', { body: data });
    same(seen.type.startsWith('multipart/form-data; boundary='), true);
    same(seen.body.includes('hello'), true);
  },
  'an answer is JSON, text or nothing': async () => {
    same(JSON.stringify(await hazir.callback('answer', 'json', { method: 'GET' })), '{"kwh":12.5}');
    same(await hazir.callback('answer', 'text'), 'All right');
    same(await hazir.callback('answer', 'nothing'), null);
  },
  'a problem is an error with status and detail': async () => {
    const error = await failure(hazir.callback('answer', 'problem'));
    same(error instanceof HazirError, true);
    same(error.status, 422);
    same(error.message, 'kWh is not negative');
    same(error.detail, 'kWh is not negative');
    same(error.problem.title, 'Not a reading');
  },
  'a plain text error says its text': async () => {
    const error = await failure(hazir.callback('answer', 'plain'));
    same(error.status, 500);
    same(error.message, "I'm sorry Dave, I'm afraid I can't do that");
  },
  'a page as an error says its status': async () => {
    const error = await failure(hazir.callback('answer', 'page'));
    same(error.status, 503);
    same(error.message.startsWith('503'), true);
    same(error.detail, undefined);
  },
  'a host that hangs up is an error without status': async () => {
    const error = await failure(hazir.callback('answer', 'cut'));
    same(error.status, 0);
    same(error.message, 'no answer from /res/answer/cut');
  },
  'a time-out ends the call': async () => {
    const error = await failure(hazir.callback('answer', 'never', { timeout: 50 }));
    same(error.name, 'TimeoutError');
  },
  'a signal ends the call': async () => {
    const stop = new AbortController();
    const waiting = failure(hazir.callback('answer', 'never', { signal: stop.signal }));
    stop.abort();
    same((await waiting).name, 'AbortError');
    same((await failure(hazir.callback('answer', 'text', { signal: stop.signal }))).name, 'AbortError');
  },
  'a path cannot leave the applet': async () => {
    for (const path of ['../../admin/api', '..%2f', '%2e%2e/other/x', '\\\\other/x/../../..', './../x']) {
      const out = await failure(hazir.callback('echo', path).then(seen => {
        if (!seen.uri.startsWith('/res/echo/')) throw new Error(`reached ${seen.uri}`);
        throw new TypeError('stayed inside');
      }));
      same(out instanceof TypeError, true);
    }
    same((await hazir.callback('echo', '//elsewhere.example/x')).uri, '/res/echo/elsewhere.example/x');
  },
  'an id that is none is refused': async () => {
    for (const id of ['', 'Echo', '../x', 'a/b', 'x']) {
      same(await failure(hazir.callback(id, 'x')) instanceof TypeError, true);
    }
  },
};

const lines = [];
for (const [name, run] of Object.entries(cases)) {
  lines.push(await run().then(() => `passed ${name}`, problem => `FAILED ${name}: ${problem?.stack ?? problem}`));
}
await fetch('/results', { method: 'POST', body: lines.join('\n') });

/**
 * @param {unknown} actual
 * @param {unknown} expected
 */
function same(actual, expected) {
  if (actual !== expected) throw new Error(`is ${String(actual)} (expected: ${String(expected)})`);
}

/** @param {Promise<unknown>} promise */
function failure(promise) {
  return promise.then(
    value => { throw new Error(`there is no failure, but ${JSON.stringify(value)}`); },
    problem => /** @type {any} */ (problem));
}
