import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { bytes } from '../text.js';
import { Loaded, Table, useLoad } from '../ui.js';

const DAY = 86_400_000;
const WIDTH = 600;
const HEIGHT = 120;

/** Shows the usage of a space over the last weeks, as a line and as a table. */
export function Days({ space }) {
  const days = useLoad(() => api.usageDays(space), [space]);
  return html`<section><h2>Over time</h2><${Loaded} of=${days} what="the usage over time">${(list) =>
    html`<${Line} days=${list} />
          <details><summary>As a table</summary><${Table} label="Usage over time" rows=${[...list].reverse()} row=${(it) => it.day} columns=${[
            ['Day', (it) => it.day],
            ['Stored', (it) => bytes(it.bytes), 'number'],
            ['Blobs and manifests', (it) => it.objects.toLocaleString('en'), 'number'],
          ]} /></details>`}<//></section>`;
}

/** Draws a line of steps: a day without a row has the usage of the day before. */
function Line({ days }) {
  const first = Date.parse(days[0].day);
  const span = Math.max(Date.now() - first, DAY);
  const most = Math.max(...days.map((it) => it.bytes), 1);
  const x = (time) => ((time - first) / span) * WIDTH;
  const y = (size) => HEIGHT - 2 - (size / most) * (HEIGHT - 4);
  const points = [];
  days.forEach((it, i) => {
    const from = x(Date.parse(it.day));
    const to = i + 1 < days.length ? x(Date.parse(days[i + 1].day)) : WIDTH;
    points.push(`${from},${y(it.bytes)}`, `${to},${y(it.bytes)}`);
  });
  const last = days.at(-1);
  return html`<svg class="line-chart" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
      aria-label=${`From ${bytes(days[0].bytes)} on ${days[0].day} to ${bytes(last.bytes)} now, at most ${bytes(most)}`}>
      <polyline points=${points.join(' ')} vector-effect="non-scaling-stroke" /></svg>
    <p class="legend"><span>${days[0].day}: ${bytes(days[0].bytes)}</span><span>at most ${bytes(most)}</span><span>now ${bytes(last.bytes)}</span></p>`;
}
