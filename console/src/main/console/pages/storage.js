import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Command, Loaded, Table, Title, useLoad } from '../ui.js';
import { Bin } from './bin.js';
import { Retention } from './retention.js';

const NEARLY_FULL = 0.8;

/** The usage of a space against its quota, the entries of its bin, and the deletions that its rules plan. */
export function Storage({ space }) {
  const usage = useLoad(async () => {
    const [held, quota] = await Promise.all([api.usage(space), api.quota(space)]);
    return { held, quota };
  }, [space]);
  return html`<${Title}>Storage<//>
    <${Loaded} of=${usage} what="the usage">${({ held, quota }) => html`
      <${Bar} name="Stored" used=${held.bytes} limit=${quota.bytes} text=${bytes} />
      ${quota.repositories !== null && html`<${Bar} name="Repositories" used=${held.repositories.length} limit=${quota.repositories} text=${number} />`}
      <p class="facts"><span>${number(held.blobs.objects)} blobs of ${bytes(held.blobs.bytes)}, of which several repositories share ${bytes(held.shared.bytes)}</span>
        <span>${number(held.manifests.objects)} manifests of ${bytes(held.manifests.bytes)}</span>
        <span>${quota.buildsADay === null ? 'builds are not limited' : `at most ${number(quota.buildsADay)} builds a day`}</span></p>
      ${quota.bytes === null && html`<${Command} label="limit" text=${`slipway quota set ${space} --bytes 50000000000`} />`}
      <section><h2>Largest repositories</h2><${Table} label="Largest repositories" rows=${held.repositories.slice(0, 20)} row=${(it) => it.name} columns=${[
        ['Repository', (it) => html`<a href=${path('spaces', space, 'repositories', it.name)}>${it.name}</a>`],
        ['Stored', (it) => bytes(it.bytes), 'number'],
        ['Of it alone', (it) => bytes(it.unique.bytes), 'number'],
        ['Manifests', (it) => number(it.manifests.objects), 'number'],
      ]} /></section>`}<//>
    <${Bin} space=${space} />
    <${Retention} space=${space} />`;
}

function number(value) {
  return value.toLocaleString('en');
}

/** An amount, and a bar where it is limited. */
function Bar({ name, used, limit, text }) {
  if (limit === null) {
    return html`<p class="amount">${name}: <strong>${text(used)}</strong></p>`;
  }
  const share = limit === 0 ? 1 : Math.min(used / limit, 1);
  return html`<p class="amount">${name}: <strong>${text(used)}</strong> of ${text(limit)}</p>
    <div class="bar quota" role="img" aria-label=${`${name}: ${Math.round(share * 100)} percent of the quota`}>
      <svg class=${share >= NEARLY_FULL ? 'part full' : 'part shared'} width=${`${share * 100}%`} height="12"><rect width="100%" height="100%" /></svg></div>`;
}
