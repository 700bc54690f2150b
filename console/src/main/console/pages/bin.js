import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { Age, Confirm, Digest, Loaded, More, Table, useLoad } from '../ui.js';

/** Lists the deleted tags, images and repositories that can be restored. */
export function Bin({ space }) {
  const list = useLoad(() => api.bin(space), [space]);
  const [restoring, setRestoring] = useState(null);
  const [left, setLeft] = useState([]);
  return html`<section><h2>Deleted items that can be restored</h2><${Loaded} of=${list} what="the bin">${(page) =>
      page.entries.length === 0 && !page.next
        ? html`<p>Nothing.</p>`
        : html`<${Table} label="Bin" rows=${page.entries} row=${(it) => it.id} columns=${[
              ['What', (it) => html`${it.kind} <bdi>${it.image}</bdi>`],
              ['Tags', (it) => it.tags.join(', ') || '–'],
              ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
              ['Deleted', (it) => html`<${Age} time=${it.deleted} />`],
              ['Kept until', (it) => html`<${Age} time=${it.until} />`],
              ['Action', (it) => html`<button type="button" class="quiet" aria-label=${`Restore ${it.kind} ${it.image} ${it.tags.join(' ')}`.trim()} onClick=${() => setRestoring(it)}>Restore</button>`, 'action'],
            ]} />
            <${More} next=${page.next} load=${async (after) => {
              const next = await api.bin(space, after);
              list.set({ ...next, entries: [...page.entries, ...next.entries] });
            }} />`}<//>
    ${left.length > 0 && html`<div class="notice" role="status"><p>Some images stay in the bin:</p>
      <ul>${left.map((it) => html`<li key=${it.digest}><${Digest} value=${it.digest} />: ${it.reason}</li>`)}</ul></div>`}
    ${restoring && html`<${Confirm} title=${`Restore ${restoring.image}`} action="Restore" danger=${false} onClose=${() => setRestoring(null)}
      onConfirm=${async () => { setLeft(await api.restore(space, restoring.id)); list.reload(); }}>
      <p>${restoring.kind === 'repository'
        ? 'The images that were deleted with it are restored too, with their tags.'
        : 'Its tags are restored, except those that have been pushed since.'}</p><//>`}</section>`;
}
