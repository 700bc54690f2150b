import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { bytes } from '../text.js';
import { Age, Command, Digest, Loaded, More, Table, useLoad } from '../ui.js';

/** Shows the retention rules, and the deletions of the next run. */
export function Retention({ space }) {
  const rules = useLoad(() => api.retention(space), [space]);
  const [preview, setPreview] = useState(false);
  return html`<section><h2>Retention</h2><${Loaded} of=${rules} what="the rules">${(it) =>
    (it.rules || []).length === 0
      ? html`<p>No retention rules: everything is kept until someone deletes it.</p>
          <${Command} text=${`slipway retention set rules.json --space ${space}`} />
          <${Protected} rules=${it} />`
      : html`<${Table} label="Rules" rows=${it.rules} row=${(rule) => rule.name} columns=${[
            ['Rule', (rule) => html`<bdi>${rule.name}</bdi>`],
            ['Of', (rule) => rule.of || 'tags'],
            ['In', (rule) => (rule.repositories || ['all repositories']).join(', ')],
            ['Tags', (rule) => [...(rule.tags || []), ...(rule.except || []).map((pattern) => `not ${pattern}`)].join(', ') || 'all'],
            ['Keeps', (rule) => keeps(rule.keep)],
          ]} />
          <${Protected} rules=${it} />
          ${preview
            ? html`<${Preview} space=${space} />`
            : html`<p><button type="button" onClick=${() => setPreview(true)}>Show what the next run deletes</button></p>`}`}<//></section>`;
}

/** Lists the rules that protect tags from being deleted or moved. */
function Protected({ rules }) {
  const list = [['Cannot be deleted', rules.protected], ['Cannot be moved', rules.immutable]].flatMap(([what, some]) => (some || []).map((rule) => ({ what, ...rule })));
  return list.length > 0 && html`<h3>Protected tags</h3><${Table} label="Protected tags" rows=${list} columns=${[
    ['Protection', (rule) => rule.what],
    ['In', (rule) => (rule.repositories || ['all repositories']).join(', ')],
    ['Tags', (rule) => [...(rule.tags || []), ...(rule.except || []).map((pattern) => `not ${pattern}`)].join(', ') || 'all'],
  ]} />`;
}

function keeps({ all, newest, pushedWithin, pulledWithin }) {
  const parts = [all && 'all', newest !== undefined && `the newest ${newest}`, pushedWithin && `those pushed within ${pushedWithin}`, pulledWithin && `those pulled within ${pulledWithin}`];
  return parts.filter(Boolean).join(', and ');
}

function Preview({ space }) {
  const going = useLoad(() => api.previewRetention(space), [space]);
  return html`<${Loaded} of=${going} what="the preview">${(page) => html`
    <p role="status">${page.items.length.toLocaleString('en')} ${page.items.length === 1 ? 'deletion' : 'deletions'}, which ${page.items.length === 1 ? 'frees' : 'free'} ${bytes(page.bytes)}${page.next ? ', so far' : ''}. Deleted items can be restored for a limited time.</p>
    ${page.items.length > 0 &&
    html`<${Table} label="Deletions" rows=${page.items} columns=${[
      ['Repository', (it) => it.repository],
      ['Tag', (it) => it.tag || '–'],
      ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
      ['Why', (it) => it.reason],
      ['Pushed', (it) => html`<${Age} time=${it.pushed} />`],
      ['Size', (it) => bytes(it.size), 'number'],
    ]} />`}
    <${More} next=${page.next} load=${async (after) => {
      const next = await api.previewRetention(space, after);
      going.set({ ...next, items: [...page.items, ...next.items], bytes: page.bytes + next.bytes });
    }} />`}<//>`;
}
