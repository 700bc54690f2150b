import { html } from '../lib/preact.js';
import { SMALL_BLOB, api } from '../api.js';
import { textOf } from '../archive.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Digest, Loaded, Table, useLoad } from '../ui.js';

const CHART = /^application\/vnd\.cncf\.helm\.chart\.content\./;

/** Shows the parts of an artifact that is not an image. */
export function Parts({ space, name, reference, kind, manifest, config }) {
  return html`${kind === 'chart' && config && html`<${Chart} config=${config} />`}
    ${kind === 'chart' && html`<${DefaultValues} space=${space} name=${name} layer=${manifest.json.layers?.find((it) => CHART.test(it.mediaType))} />`}
    ${kind === 'wasm' && config?.component && html`<${Component} component=${config.component} />`}
    ${kind === 'package' && html`<${PackageLink} space=${space} name=${name} reference=${reference} />`}
    <${Files} layers=${manifest.json.layers} />`;
}

/** Shows the facts in a chart's Chart.yaml, which Helm pushes as the config. */
function Chart({ config }) {
  const rows = [
    ['Name', config.name],
    ['Version', config.version],
    ['Application version', config.appVersion],
    ['Description', config.description],
    ['Kubernetes', config.kubeVersion],
    ['Maintainers', (config.maintainers || []).map((it) => it.name).join(', ')],
    ['Home', config.home],
  ].filter(([, value]) => value);
  const dependencies = config.dependencies || [];
  return html`<section><h2>Chart</h2><dl>${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd><bdi>${String(value)}</bdi></dd></div>`)}</dl>
    ${config.deprecated && html`<div class="notice"><p><strong>Deprecated</strong> by its maintainers.</p></div>`}
    ${dependencies.length > 0 && html`<h3>Dependencies</h3><${Table} label="Dependencies" rows=${dependencies} columns=${[
      ['Chart', (it) => html`<bdi>${it.name}</bdi>`],
      ['Version', (it) => it.version || '–'],
      ['Repository', (it) => html`<code>${it.repository || '–'}</code>`],
    ]} />`}</section>`;
}

/** Shows the values.yaml in the chart's folder of its archive. */
function DefaultValues({ space, name, layer }) {
  const readable = layer && layer.size <= SMALL_BLOB;
  const values = useLoad(async () => (readable ? textOf(await api.blobBytes(space, name, layer.digest), /^[^/]+\/values\.yaml$/) : null), [layer?.digest]);
  return html`<section><h2>Default values</h2>${!readable
    ? html`<p>The chart is too large to be opened here: <code>helm show values</code> shows them.</p>`
    : html`<${Loaded} of=${values} what="the default values">${(text) => (text === null ? html`<p>The chart has no values.yaml.</p>` : html`<pre tabindex="0">${text}</pre>`)}<//>`}</section>`;
}

/** Shows the interfaces of a component. */
function Component({ component }) {
  const list = (names) => (names || []).map((it) => html`<div><code>${String(it)}</code></div>`);
  return html`<section><h2>Component</h2><dl>
    <div><dt>Exports</dt><dd>${list(component.exports)}</dd></div>
    <div><dt>Imports</dt><dd>${list(component.imports)}</dd></div></dl></section>`;
}

function PackageLink({ space, name, reference }) {
  const id = name.replace(/^packages\//, '');
  return html`<p><a href=${path('spaces', space, 'packages', id, reference)}>The files of this package, and the images built from it</a></p>`;
}

/** Lists the files of an artifact: layers with a name, as ORAS pushes them, and others by type. */
function Files({ layers = [] }) {
  return html`<section><h2>Files</h2>${layers.length === 0 ? html`<p>None.</p>` : html`<${Table} label="Files" rows=${layers} columns=${[
    ['File', (it) => html`<bdi>${it.annotations?.['org.opencontainers.image.title'] || '–'}</bdi>`],
    ['Type', (it) => html`<code>${it.mediaType}</code>`],
    ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
    ['Size', (it) => bytes(it.size), 'number'],
  ]} />`}</section>`;
}
