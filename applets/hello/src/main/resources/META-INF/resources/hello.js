// @ts-check
import { hazir } from '/hazir.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('question'));
const output = /** @type {HTMLOutputElement} */ (document.getElementById('answer'));
const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));

form.addEventListener('submit', async event => {
  event.preventDefault();
  button.disabled = true;
  show('', '');
  const patience = setTimeout(() => show('', form.dataset.asking ?? ''), 300);
  try {
    const isGood = String(new FormData(form).get('is_good'));
    show('ok', await hazir.callback('hello', 'answer', { form: { is_good: isGood }, timeout: 10_000 }));
  } catch (failure) {
    show('bad', failure instanceof hazir.HazirError && failure.status > 0 ? failure.message : form.dataset.failed ?? '');
  } finally {
    clearTimeout(patience);
    button.disabled = false;
  }
});

/**
 * @param {'' | 'ok' | 'bad'} kind
 * @param {string} text
 */
function show(kind, text) {
  output.className = `answer ${kind}`;
  output.textContent = text;
}
