import { html } from '../lib/preact.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Age, Command, Loaded, Quota, Table, Title, useUsage } from '../ui.js';
import { Bin } from './bin.js';
import { Days } from './days.js';
import { Retention } from './retention.js';

/** Shows the usage of a space against its quota, the entries of its bin, and the deletions that its rules plan. */
export function Storage({ space }) {
  const usage = useUsage(space);
  return html`<${Title}>Storage<//>
    <${Loaded} of=${usage} what="the usage">${({ held, quota }) => html`
      <${Quota} name="Stored" used=${held.bytes} limit=${quota.bytes} text=${bytes} />
      ${quota.repositories !== null && html`<${Quota} name="Repositories" used=${held.repositories.length} limit=${quota.repositories} text=${number} />`}
      <p class="facts"><span>${number(held.blobs.objects)} blobs of ${bytes(held.blobs.bytes)}, of which several repositories share ${bytes(held.shared.bytes)}</span>
        <span>${number(held.manifests.objects)} manifests of ${bytes(held.manifests.bytes)}</span>
        <span>${quota.buildsADay === null ? 'builds are not limited' : `at most ${number(quota.buildsADay)} builds a day`}</span></p>
      ${quota.bytes === null && html`<${Command} label="limit" text=${`slipway quota set ${space} --bytes 50000000000`} />`}
      <${Days} space=${space} />
      <section><h2>Largest repositories</h2><${Table} label="Largest repositories" rows=${held.repositories.slice(0, 20)} row=${(it) => it.name} columns=${[
        ['Repository', (it) => html`<a href=${path('spaces', space, 'repositories', it.name)}>${it.name}</a>`],
        ['Stored', (it) => bytes(it.bytes), 'number'],
        ['Not shared', (it) => bytes(it.unique.bytes), 'number'],
        ['Manifests', (it) => number(it.manifests.objects), 'number'],
        ['Last push', (it) => html`<${Age} time=${it.pushed} />`],
      ]} /></section>`}<//>
    <${Bin} space=${space} />
    <${Retention} space=${space} />`;
}

function number(value) {
  return value.toLocaleString('en');
}
