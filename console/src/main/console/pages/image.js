import { html } from '../lib/preact.js';
import { registry, registryHost, api } from '../api.js';
import { instruction, kindOf, linesOf, platformName, readArtifact } from '../artifact.js';
import { path } from '../router.js';
import { bytes, short } from '../text.js';
import { Copy, Digest, Loaded, Table, Title, useLoad } from '../ui.js';
import { Commands } from './commands.js';
import { Parts as OtherParts } from './kinds.js';
import { Protect } from './protect.js';
import { Referrers } from './referrers.js';

/** The number up to which the server counts. */
const MANY = 25;
/** The children of an index whose size is shown. */
const DESCRIBED = 50;

/** Shows the artifact of a tag or digest: an image, an index of platforms, a chart, or any other. */
export function Image({ space, name, reference }) {
  const artifact = useLoad(async () => {
    const repository = await api.repository(space, name);
    return { repository, ...(await readArtifact(space, name, await registry.manifest(repository.image, reference))) };
  }, [space, name, reference]);
  const crumbs = [['Repositories', path('spaces', space)], [name, path('spaces', space, 'repositories', name)]];
  return html`<${Title} crumbs=${crumbs}>${reference.includes(':') ? short(reference) : reference}<//>
    <${Loaded} of=${artifact} what="the manifest">${(it) => html`<${Parts} space=${space} name=${name} reference=${reference} ...${it} />`}<//>`;
}

function Parts({ space, name, reference, repository, manifest, config }) {
  const kind = kindOf(manifest, config);
  return html`<p class="facts"><span>${kind.title}</span><span><${Digest} value=${manifest.digest} /> <${Copy} text=${manifest.digest} label="Copy digest" /></span>
      ${kind.size > 0 && html`<span>${bytes(kind.size)}</span>`}
      ${config?.os && html`<span>${platformName(config)}</span>`}
      ${config?.created && html`<span>built ${new Date(config.created).toLocaleString()}</span>`}</p>
    ${!reference.includes(':') && html`<${Protect} space=${space} name=${name} tag=${reference} />`}
    <${Commands} commands=${kind.commands(`${registryHost}/${repository.image}`, reference)} />
    ${manifest.json.manifests && html`<${Platforms} space=${space} name=${name} manifests=${manifest.json.manifests} />`}
    ${manifest.json.layers && (kind.kind === 'image'
      ? html`<${Layers} space=${space} name=${name} digest=${manifest.digest} layers=${manifest.json.layers} history=${config?.history} />`
      : html`<${OtherParts} space=${space} name=${name} reference=${reference} kind=${kind.kind} manifest=${manifest} config=${config} />`)}
    ${config?.config && html`<${Config} config=${config.config} />`}
    <${Pairs} title="Annotations" values=${manifest.json.annotations} />
    <${Referrers} space=${space} name=${name} image=${repository.image} digest=${manifest.digest} within=${within(manifest)} />
    <details><summary>Manifest as pushed</summary><pre tabindex="0">${manifest.text}</pre></details>
    ${config && html`<details><summary>Config</summary><pre tabindex="0">${JSON.stringify(config, null, 2)}</pre></details>`}`;
}

/** Returns the attestations that BuildKit writes into an index. */
function within(manifest) {
  return (manifest.json.manifests || []).filter((it) => it.annotations?.['vnd.docker.reference.type']);
}

function Platforms({ space, name, manifests }) {
  const images = manifests.filter((it) => !it.annotations?.['vnd.docker.reference.type']);
  const facts = useLoad(() => api.describe(space, name, images.slice(0, DESCRIBED).map((it) => it.digest)), [space, name]);
  return html`<section><h2>Platforms</h2><${Table} label="Platforms" rows=${images} row=${(it) => it.digest} columns=${[
    ['Platform', (it) => html`<a href=${path('spaces', space, 'repositories', name, it.digest)}>${platformName(it.platform || {}) || it.artifactType || it.mediaType}</a>`],
    ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
    ['Size', (it) => (facts.data?.has(it.digest) ? bytes(facts.data.get(it.digest).size) : '–'), 'number'],
  ]} /></section>`;
}

/**
 * Shows the layers as a bar by size, with those that other images of the repository share in another colour, and the history as the lines of a
 * Dockerfile, each with the layer that it created.
 */
function Layers({ space, name, digest, layers, history }) {
  const blobs = useLoad(() => api.blobs(space, name, digest), [space, name, digest]);
  const users = new Map((blobs.data || []).map((it) => [it.digest, it.users]));
  const total = layers.reduce((sum, it) => sum + it.size, 0) || 1;
  return html`<section><h2>Layers</h2>
    <div class="bar" role="img" aria-label=${`${layers.length} layers by size`}>${layers.map(
      (it) => html`<svg class=${'part ' + (users.get(it.digest) > 1 ? 'shared' : 'own')} width=${`${Math.max((it.size / total) * 100, 0.4)}%`} height="20"><title>${it.digest} ${bytes(it.size)}</title><rect width="100%" height="100%" /></svg>`,
    )}</div>
    ${blobs.data && html`<${Sharing} layers=${layers} users=${users} />`}
    <${Table} label="Layers" rows=${linesOf(history, layers)} columns=${[
      ['Instruction', (it) => html`<code class="instruction">${instruction(it)}</code>`],
      ['Layer', (it) => (it.layer ? html`<${Digest} value=${it.layer.digest} />` : '–')],
      ['Size', (it) => (it.layer ? bytes(it.layer.size) : '–'), 'number'],
      ['Used by', (it) => (it.layer && users.has(it.layer.digest) ? count(users.get(it.layer.digest)) : '–'), 'number'],
    ]} /></section>`;
}

/** Shows the size of the layers that other images share, and of those that only this image uses. */
function Sharing({ layers, users }) {
  const sum = (shared) => layers.filter((it) => users.get(it.digest) > 1 === shared).reduce((total, it) => total + it.size, 0);
  const square = (kind) => html`<svg class=${kind} width="10" height="10" aria-hidden="true"><rect width="10" height="10" /></svg>`;
  return html`<p class="legend"><span>${square('shared')} ${bytes(sum(true))} shared with other images of this repository</span>
    <span>${square('own')} ${bytes(sum(false))} used only by this image</span></p>`;
}

function count(users) {
  return users >= MANY ? `${MANY} or more images` : users === 1 ? 'this image' : `${users} images`;
}

function Config({ config }) {
  const rows = [
    ['Entrypoint', config.Entrypoint && JSON.stringify(config.Entrypoint)],
    ['Command', config.Cmd && JSON.stringify(config.Cmd)],
    ['Working directory', config.WorkingDir],
    ['User', config.User],
    ['Ports', config.ExposedPorts && Object.keys(config.ExposedPorts).join(', ')],
    ['Volumes', config.Volumes && Object.keys(config.Volumes).join(', ')],
    ['Environment', config.Env && config.Env.join('\n')],
  ].filter(([, value]) => value);
  return html`<section><h2>Configuration</h2><dl>${rows.map(
      ([term, value]) => html`<div><dt>${term}</dt><dd><code>${value}</code></dd></div>`,
    )}</dl></section>
    <${Pairs} title="Labels" values=${config.Labels} />`;
}

function Pairs({ title, values }) {
  if (!values || Object.keys(values).length === 0) {
    return null;
  }
  return html`<section><h2>${title}</h2><dl>${Object.entries(values).map(
    ([key, value]) => html`<div><dt>${key}</dt><dd><bdi>${String(value)}</bdi></dd></div>`,
  )}</dl></section>`;
}
