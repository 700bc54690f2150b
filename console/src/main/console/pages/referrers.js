import { html, useState } from '../lib/preact.js';
import { api, registry } from '../api.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Digest, Failure, Loaded, Table, useLoad } from '../ui.js';

/** Shows the artifacts that other clients attached to a manifest: signatures, SBOMs, provenance. */
export function Referrers({ space, name, image, digest }) {
  const list = useLoad(() => registry.referrers(image, digest), [image, digest]);
  const [open, setOpen] = useState(null);
  return html`<section><h2>Attached to this</h2><${Loaded} of=${list} what="referrers">${(found) =>
    found.length === 0
      ? html`<p>No signature, SBOM or provenance is attached.</p>`
      : html`<${Table} label="Referrers" rows=${found} row=${(it) => it.digest} columns=${[
            ['What', (it) => html`<a href=${path('spaces', space, 'repositories', name, it.digest)}>${it.artifactType || it.mediaType}</a>`],
            ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
            ['Size', (it) => bytes(it.size), 'number'],
            ['Action', (it) => html`<button type="button" onClick=${() => setOpen(open === it.digest ? null : it.digest)} aria-expanded=${open === it.digest}>Contents</button>`, 'action'],
          ]} />
          ${open && html`<${Contents} space=${space} name=${name} image=${image} digest=${open} />`}`}<//></section>`;
}

/** The documents of a referrer: an SBOM's components as a table to search, anything else as text. */
function Contents({ space, name, image, digest }) {
  const documents = useLoad(async () => {
    const manifest = await registry.manifest(image, digest);
    const small = (manifest.json.layers || []).filter((it) => it.size <= 4194304 && /json|text|in-toto/.test(it.mediaType));
    return Promise.all(small.map(async (it) => ({ ...it, text: await api.blob(space, name, it.digest) })));
  }, [digest]);
  return html`<${Loaded} of=${documents} what="the contents">${(found) =>
    found.length === 0
      ? html`<${Failure} error=${new Error('Its layers are no JSON documents of up to 4 MB. Fetch them with oras pull.')} />`
      : found.map((it) => html`<${Document} ...${it} />`)}<//>`;
}

function Document({ text, mediaType }) {
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    return html`<pre tabindex="0">${text}</pre>`;
  }
  const statement = json.payload ? decode(json.payload) : json;
  const components = componentsOf(statement);
  return html`<h3>${statement?.predicateType || mediaType}</h3>
    ${components ? html`<${Components} list=${components} />` : html`<pre tabindex="0">${JSON.stringify(statement, null, 2)}</pre>`}`;
}

/** The statement within an envelope of DSSE. */
function decode(payload) {
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (it) => it.charCodeAt(0))));
  } catch {
    return null;
  }
}

/** The components of an SBOM in SPDX or CycloneDX; null for any other document. */
function componentsOf(document) {
  const sbom = document?.predicate || document;
  if (Array.isArray(sbom?.packages)) {
    return sbom.packages.map((it) => ({ name: it.name, version: it.versionInfo, licence: it.licenseConcluded || it.licenseDeclared }));
  }
  if (sbom?.bomFormat === 'CycloneDX') {
    return (sbom.components || []).map((it) => ({
      name: it.name,
      version: it.version,
      licence: (it.licenses || []).map((each) => each.license?.id || each.license?.name || each.expression).join(', '),
    }));
  }
  return null;
}

function Components({ list }) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const found = list.filter((it) => String(it.name).toLowerCase().includes(wanted));
  return html`<label class="search">Filter components <input type="search" value=${filter} onInput=${(e) => setFilter(e.target.value)} /></label>
    <p role="status">${found.length} of ${list.length} components</p>
    <${Table} label="Components" rows=${found.slice(0, 500)} columns=${[
      ['Component', (it) => html`<bdi>${String(it.name)}</bdi>`],
      ['Version', (it) => it.version || '–'],
      ['Licence', (it) => it.licence || '–'],
    ]} />`;
}
