import { html } from '../lib/preact.js';
import { registryHost } from '../api.js';
import { path } from '../router.js';
import { placeOf, short } from '../text.js';
import { Table } from '../ui.js';

/** Shows a provenance: the builder, the parameters, and the inputs of the image, with links to those in this registry. */
export function Provenance({ statement }) {
  const { buildDefinition = {}, runDetails = {} } = statement?.predicate || {};
  const parameters = Object.entries(buildDefinition.externalParameters || {});
  const materials = buildDefinition.resolvedDependencies || statement?.predicate?.materials || [];
  return html`<dl><div><dt>Builder</dt><dd><bdi>${runDetails.builder?.id || statement?.predicate?.builder?.id || '–'}</bdi></dd></div>
      ${parameters.map(([key, value]) => html`<div><dt>${key}</dt><dd><bdi>${parameter(value)}</bdi></dd></div>`)}
      ${runDetails.metadata?.invocationId && html`<div><dt>build</dt><dd><${BuildLink} id=${runDetails.metadata.invocationId} /></dd></div>`}</dl>
    <h3>Inputs</h3>${materials.length === 0
      ? html`<p>The provenance lists no inputs.</p>`
      : html`<${Table} label="Inputs" rows=${materials} columns=${[
          ['Name', (it) => html`<bdi>${it.name || it.uri || '–'}</bdi>`],
          ['Where', (it) => html`<${Place} uri=${it.uri || ''} />`],
          ['Digest', (it) => html`<code class="digest">${digestOf(it)}</code>`],
        ]} />`}`;
}

function parameter(value) {
  return typeof value === 'string' ? value : Array.isArray(value) && value.every((it) => typeof it === 'string') ? value.join(', ') : JSON.stringify(value);
}

function digestOf({ digest = {} }) {
  const [first] = Object.entries(digest);
  return first ? short(first.join(':')) : '–';
}

/** Links to a build, whose id consists of its space and a number. */
function BuildLink({ id }) {
  const [space, build] = String(id).replace(/@\d+/, '').split('/');
  return build ? html`<a href=${path('spaces', space, 'builds', build)}>${build}</a>` : html`<code>${id}</code>`;
}

/** Links to an input in this registry: a package's archive by its repository, an image by its digest. Other places are shown as text. */
function Place({ uri }) {
  const own = uri.match(/^(?:oci|https?):\/\/([^/]+)\/(?:v2\/)?(.+?)(?:\/blobs\/|@)(sha256:[0-9a-f]{64})$/);
  if (!own || own[1] !== registryHost) {
    return html`<bdi>${uri || '–'}</bdi>`;
  }
  const [, , image, digest] = own;
  const [space, name] = placeOf(image);
  const archive = uri.includes('/blobs/');
  return archive && name.startsWith('packages/')
    ? html`<a href=${path('spaces', space, 'packages', name.slice('packages/'.length))}>${image}</a>`
    : html`<a href=${path('spaces', space, 'repositories', name, ...(archive ? [] : [digest]))}>${image}</a>`;
}
