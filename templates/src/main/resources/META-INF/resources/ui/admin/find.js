// @ts-check
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById('find'));

/** The search as a dialog: the same page that the link leads to, over the page that is open. */
export function startFind() {
  if (!dialog) return;
  for (const link of document.querySelectorAll('[data-find]')) {
    link.addEventListener('click', event => {
      const click = /** @type {MouseEvent} */ (event);
      if (click.ctrlKey || click.metaKey || click.shiftKey) return;
      event.preventDefault();
      openFind();
    });
  }
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      const first = dialog.querySelector('#found a');
      if (first instanceof HTMLAnchorElement) {
        event.preventDefault();
        first.click();
      }
    }
  });
}

export function openFind() {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const field = dialog.querySelector('input');
  field?.focus();
  field?.select();
}

/** Moves the focus through the field and what was found. @param {number} step */
function move(step) {
  const stops = /** @type {HTMLElement[]} */ ([...(dialog?.querySelectorAll('input, #found a') ?? [])]);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}
