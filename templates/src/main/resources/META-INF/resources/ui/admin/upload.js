// @ts-check
/**
 * Sends the files of a form with progress, and takes files that are dropped onto the page. Without it the form is sent as
 * any other. Texts stand in data-… attributes of the form.
 */

/** @param {number} bytes @returns {string} */
const size = (bytes) => (bytes / 1e6).toFixed(1);

/** @param {HTMLFormElement} form */
function send(form) {
  const bar = /** @type {HTMLProgressElement} */ (form.querySelector('progress'));
  const told = /** @type {HTMLElement} */ (form.querySelector('[data-told]'));
  const request = new XMLHttpRequest();
  const end = () => form.removeAttribute('aria-busy');
  const fail = () => { end(); bar.hidden = true; told.textContent = form.dataset.failed || ''; };
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return;
    bar.max = event.total;
    bar.value = event.loaded;
    const sent = event.loaded < event.total ? form.dataset.sending : form.dataset.checking;
    told.textContent = (sent || '').replace('{0}', size(event.loaded)).replace('{1}', size(event.total));
  };
  request.onload = () => {
    const answer = request.responseXML;
    const content = answer && answer.querySelector('#content');
    if (request.status < 400 && request.responseURL) { location.assign(request.responseURL); return; }
    end();
    if (!content) { fail(); return; }
    const here = /** @type {HTMLElement} */ (document.querySelector('#content'));
    here.replaceChildren(...Array.from(content.childNodes, (node) => document.importNode(node, true)));
    startUpload();
    here.focus();
  };
  request.onerror = fail;
  request.onabort = fail;
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'text/html');
  request.responseType = 'document';
  form.setAttribute('aria-busy', 'true');
  bar.hidden = false;
  bar.removeAttribute('value');
  request.send(new FormData(form));
}

export function startUpload() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-sending]'));
  if (!form) return;
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type=file]'));
  form.addEventListener('submit', (event) => { event.preventDefault(); if (!form.hasAttribute('aria-busy')) send(form); });
  form.addEventListener('dragover', (event) => { event.preventDefault(); form.dataset.over = ''; });
  form.addEventListener('dragleave', () => { delete form.dataset.over; });
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    delete form.dataset.over;
    const files = event.dataTransfer && event.dataTransfer.files;
    if (files && files.length && !form.hasAttribute('aria-busy')) { input.files = files; send(form); }
  });
}
