import { html } from '../lib/preact.js';
import { bytes } from '../text.js';
import { Table } from '../ui.js';

/** Shows the values that differ, or a text if there are none. */
export function Values({ title, rows, name, what }) {
  return html`<section><h2>${title}</h2>${rows.length === 0
    ? html`<p>${what}</p>`
    : html`<${Table} label=${title} rows=${rows} row=${(it) => it[name]} columns=${[
        ['Name', (it) => html`<bdi>${it[name]}</bdi>`],
        ['First', (it) => (it.left === null ? html`<em>not set</em>` : html`<code>${it.left}</code>`), 'old'],
        ['Second', (it) => (it.right === null ? html`<em>not set</em>` : html`<code>${it.right}</code>`), 'new'],
      ]} />`}</section>`;
}

/** Shows two texts side by side, with changed words marked. */
export function SideBySide({ label, left, right, rows }) {
  return html`<div class="table" tabindex="0" role="region" aria-label=${label}><table class="diff"><colgroup><col class="line" /><col /><col class="line" /><col /></colgroup><thead><tr><th scope="col" colspan="2">${left}</th><th scope="col" colspan="2">${right}</th></tr></thead>
    <tbody>${rows.map((row) =>
      row.gap
        ? html`<tr class="gap"><td colspan="4">${row.gap} equal lines</td></tr>`
        : html`<tr><td class="line">${row.left?.line}</td><td class=${row.left && row.changed ? 'old' : ''}>${words(row.left, 'del')}</td>
            <td class="line">${row.right?.line}</td><td class=${row.right && row.changed ? 'new' : ''}>${words(row.right, 'ins')}</td></tr>`,
    )}</tbody></table></div>`;
}

/** Shows the number and size of the layers that two images share. */
export function SameLayers({ layers }) {
  return html`<span>${layers.length} ${layers.length === 1 ? 'layer is' : 'layers are'} the same (${bytes(total(layers))})</span>`;
}

/** Returns the total size of these layers. */
export function total(layers) {
  return layers.reduce((sum, it) => sum + it.size, 0);
}

function words(side, tag) {
  return side ? html`<code>${side.words.map(([text, changed]) => (changed ? (tag === 'del' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`) : text))}</code>` : '';
}
