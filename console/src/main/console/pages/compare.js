import { html } from '../lib/preact.js';
import { api, registry } from '../api.js';
import { imageManifest, platformName, readArtifact } from '../artifact.js';
import { changedLines } from '../changes.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Copy, Digest, Failure, Loaded, Title, useLoad } from '../ui.js';
import { SideBySide, Values } from './sides.js';

/** Shows the differences between two images of a space: layers, configuration, labels, and the components of their SBOMs. */
export function CompareImages({ space, query }) {
  const [left, right] = ['left', 'right'].map((side) => split(query.get(side) || ''));
  const both = useLoad(() => Promise.all([read(space, left), read(space, right)]), [space, query.get('left'), query.get('right')]);
  if (!left.name || !right.name) {
    return html`<${Failure} error=${new Error('The address must name two images, left and right, each as repository@tag.')} />`;
  }
  return html`<${Title} crumbs=${[['Repositories', path('spaces', space)]]} actions=${html`<${Copy} text=${window.location.href} label="Copy link" />`}>Comparison of images<//>
    <${Loaded} of=${both} what="both images">${([a, b]) => html`<p class="facts">
        <${Link} space=${space} of=${left} digest=${a.digest} /><span aria-hidden="true">↔</span><${Link} space=${space} of=${right} digest=${b.digest} /></p>
      <${Layers} a=${a} b=${b} />
      <${Values} title="Configuration" rows=${rows(facts(a), facts(b))} name="name" what="Both have the same configuration." />
      <${Values} title="Environment" rows=${rows(environment(a), environment(b))} name="name" what="No variable of the environment differs." />
      <${Values} title="Labels" rows=${rows(a.config?.config?.Labels, b.config?.config?.Labels)} name="name" what="No label differs." />
      <section><h2>History</h2>${history(a) === history(b)
        ? html`<p>Both were made by the same instructions.</p>`
        : html`<${SideBySide} label="Changes of the history" left=${label(left)} right=${label(right)} rows=${changedLines(history(a), history(b))} />`}</section>
      ${a.components && b.components && html`<${Values} title="Components" rows=${rows(a.components, b.components)} name="name" what="Their SBOMs list the same components." />`}`}<//>`;
}

function split(text) {
  const at = text.indexOf('@');
  return at < 0 ? { name: '', reference: '' } : { name: text.slice(0, at), reference: text.slice(at + 1) };
}

function label({ name, reference }) {
  return `${name}${reference.includes(':') ? '@' : ':'}${reference}`;
}

function Link({ space, of, digest }) {
  return html`<span><a href=${path('spaces', space, 'repositories', of.name, of.reference)}>${label(of)}</a> <${Digest} value=${digest} /></span>`;
}

/** An image with its config and the components of its SBOM. Of an index it is the first platform. */
async function read(space, { name, reference }) {
  const { image } = await api.repository(space, name);
  const top = await registry.manifest(image, reference);
  const { manifest, config } = await readArtifact(space, name, await imageManifest(image, reference));
  return { digest: top.digest, layers: manifest.json.layers || [], config, components: await components(space, name, image, [top, manifest]) };
}

async function components(space, name, image, manifests) {
  try {
    for (const { digest } of manifests) {
      const found = (await registry.referrers(image, digest)).find((it) => /spdx/.test(it.artifactType || ''));
      if (found) {
        const [layer] = (await registry.manifest(image, found.digest)).json.layers;
        const document = JSON.parse(await api.blob(space, name, layer.digest));
        return Object.fromEntries((document.predicate || document).packages.map((it) => [it.name, it.versionInfo || '']));
      }
    }
  } catch {
    // Without a readable SBOM the rest is compared.
  }
  return null;
}

function Layers({ a, b }) {
  const known = new Set(a.layers.map((it) => it.digest));
  const [same, own] = [b.layers.filter((it) => known.has(it.digest)), b.layers.filter((it) => !known.has(it.digest))];
  const sum = (list) => list.reduce((total, it) => total + it.size, 0);
  return html`<p class="facts"><span>${same.length} layers are the same (${bytes(sum(same))})</span>
    <span>${own.length} differ: a machine with the first pulls ${bytes(sum(own))} for the second</span></p>`;
}

function facts({ config, layers }) {
  const of = config?.config || {};
  const json = (value) => value && JSON.stringify(value);
  return {
    Platform: config?.os && platformName(config),
    Size: bytes(layers.reduce((sum, it) => sum + it.size, 0)),
    Entrypoint: json(of.Entrypoint),
    Command: json(of.Cmd),
    'Working directory': of.WorkingDir,
    User: of.User,
    Ports: of.ExposedPorts && Object.keys(of.ExposedPorts).join(', '),
    Volumes: of.Volumes && Object.keys(of.Volumes).join(', '),
  };
}

function environment({ config }) {
  return Object.fromEntries((config?.config?.Env || []).map((it) => [it.split('=')[0], it.slice(it.indexOf('=') + 1)]));
}

function history({ config }) {
  return (config?.history || []).map((it) => it.created_by || it.comment || '').join('\n');
}

/** The names whose values differ. */
function rows(left, right) {
  const [a, b] = [left || {}, right || {}];
  const value = (of, name) => (Object.hasOwn(of, name) && of[name] ? String(of[name]) : null);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((name) => ({ name, left: value(a, name), right: value(b, name) }))
    .filter((it) => it.left !== it.right);
}
