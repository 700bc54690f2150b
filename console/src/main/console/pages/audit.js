import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { Age, Digest, Empty, Loaded, More, Table, Title, useLoad } from '../ui.js';

const DIGEST = /^sha(256|512):[0-9a-f]+$/;
const COMMON = ['id', 'type', 'time', 'by', 'space'];

/** The changes of a space, newest first. */
export function Audit({ space }) {
  const list = useLoad(() => api.audit(space), [space]);
  return html`<${Title}>Changes<//>
    <p class="hint">Every push, deletion, build and change of settings, with the token that requested it. Pulls are not listed.</p>
    <${Loaded} of=${list} what="changes">${(page) =>
      page.events.length === 0
        ? html`<${Empty} title="No changes yet"><p>The first push appears here.</p><//>`
        : html`<${Table} label="Changes" rows=${page.events} row=${(it) => it.id} columns=${[
              ['When', (it) => html`<${Age} time=${it.time} />`],
              ['What', (it) => it.type],
              ['By', (it) => html`<code>${it.by}</code>`],
              ['Details', (it) => html`<${Details} event=${it} />`],
            ]} />
            <${More} next=${page.next} load=${async (last) => {
              const next = await api.audit(space, last);
              list.set({ ...next, events: [...page.events, ...next.events] });
            }} />`}<//>`;
}

function Details({ event }) {
  const fields = Object.entries(event).filter(([name, value]) => !COMMON.includes(name) && value !== null && text(value) !== '');
  return fields.map(([name, value]) => html`<span class="detail"><span class="tool">${name}</span> ${DIGEST.test(value) ? html`<${Digest} value=${value} />` : html`<bdi>${text(value)}</bdi>`}</span> `);
}

function text(value) {
  const list = Array.isArray(value) && value.every((it) => typeof it === 'string');
  return list ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
