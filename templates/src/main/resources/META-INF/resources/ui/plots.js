// @ts-check
/**
 * Draws what was measured. The page has a sentence and a table for each picture; this adds the picture, with one cursor
 * for all of them and a line where an operation began.
 */

const place = /** @type {HTMLElement | null} */ (document.getElementById('plots'));
const uPlot = /** @type {any} */ (window).uPlot;
const HEIGHT = 180;
/** How often what is new is fetched while somebody looks, by span: milliseconds, and how many seconds of it. */
const AGAIN = { minutes: [2_000, 20], hours: [20_000, 120], days: [60_000, 600] };

/** @type {Map<string, {plot: any, columns: any[][], series: string[]}>} */
const drawn = new Map();
/** @type {{at: number, text: string}[]} */
let marks = [];

/** A colour of the page. @param {string} token */
function colour(token) {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim() || 'gray';
}

/** The value of a token as a colour that a canvas understands. @param {string} token */
function resolved(token) {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  place?.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value || colour(token);
}

const LINES = ['--lane-loop', '--lane-work', '--accent', '--warn', '--ok', '--bad', '--info', '--muted'];

/** Lines through all pictures where operations began. */
function operations() {
  return {
    hooks: {
      draw: (/** @type {any} */ u) => {
        u.ctx.save();
        u.ctx.strokeStyle = resolved('--info');
        u.ctx.setLineDash([4, 4]);
        for (const mark of marks) {
          if (mark.at < u.scales.x.min || mark.at > u.scales.x.max) continue;
          const x = Math.round(u.valToPos(mark.at, 'x', true));
          u.ctx.beginPath();
          u.ctx.moveTo(x, u.bbox.top);
          u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
          u.ctx.stroke();
        }
        u.ctx.restore();
      },
    },
  };
}

/** @param {HTMLElement} canvas @param {string[]} names */
function options(canvas, names) {
  const unit = canvas.dataset.unit ?? '';
  const text = resolved('--muted');
  const grid = { stroke: resolved('--line'), width: 1 };
  const axis = { stroke: text, grid, ticks: grid };
  return {
    width: Math.max(200, canvas.clientWidth),
    height: HEIGHT,
    cursor: { sync: { key: 'hazir' } },
    scales: { y: { range: (/** @type {any} */ u, /** @type {number} */ low, /** @type {number} */ high) => [0, Math.max(high ?? 0, 1) * 1.05] } },
    axes: [axis, { ...axis, size: 70, values: (/** @type {any} */ u, /** @type {number[]} */ values) => values.map(value => `${value}${unit.startsWith('/') ? unit : unit && ` ${unit}`}`) }],
    series: [{}, ...names.map((name, i) => ({ label: name, stroke: resolved(LINES[i % LINES.length] ?? '--text'), width: 1.5, spanGaps: false }))],
    plugins: [operations()],
  };
}

/** @param {string} href */
async function fetched(href) {
  const answer = await fetch(href, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status} for ${href}`);
  return answer.json();
}

/** Puts newer rows behind those that are there. @param {any[][]} old @param {any[][]} fresh @param {number} most */
function appended(old, fresh, most) {
  const last = old[0]?.at(-1) ?? 0;
  const from = fresh[0]?.findIndex(time => time > last) ?? -1;
  if (from < 0) return old;
  return old.map((column, i) => [...column, ...(fresh[i] ?? []).slice(from)].slice(-most));
}

/** @param {any} answer */
function draw(answer) {
  marks = answer.marks;
  for (const [word, data] of Object.entries(answer.plots)) {
    const canvas = /** @type {HTMLElement | null} */ (document.querySelector(`[data-plot="${word}"]`));
    if (!canvas) continue;
    canvas.hidden = false;
    const plot = new uPlot(options(canvas, data.series), data.columns, canvas);
    drawn.set(word, { plot, columns: data.columns, series: data.series });
  }
}

/** @param {any} answer */
function goOn(answer) {
  marks = [...marks, ...answer.marks.filter((/** @type {any} */ mark) => !marks.some(one => one.at === mark.at && one.text === mark.text))];
  for (const [word, data] of Object.entries(answer.plots)) {
    const known = drawn.get(word);
    if (known && known.series.join() === data.series.join()) {
      known.columns = appended(known.columns, data.columns, 10_080);
      known.plot.setData(known.columns);
    }
  }
}

if (place && uPlot) {
  const href = place.dataset.href ?? '';
  const [pause, back] = AGAIN[/** @type {keyof typeof AGAIN} */ (place.dataset.span ?? 'minutes')];
  draw(await fetched(href));
  setInterval(async () => {
    if (!document.hidden) goOn(await fetched(`${href}&back=${back}`));
  }, pause);
  new ResizeObserver(() => {
    for (const [word, { plot }] of drawn) {
      const canvas = document.querySelector(`[data-plot="${word}"]`);
      if (canvas && canvas.clientWidth !== plot.width) plot.setSize({ width: canvas.clientWidth, height: HEIGHT });
    }
  }).observe(place);
}
