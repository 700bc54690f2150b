import { html } from '../lib/preact.js';
import { api, registry } from '../api.js';
import { imageManifest, instruction, linesOf, platformName, readArtifact } from '../artifact.js';
import { changedLines } from '../changes.js';
import { buildOf } from '../origin.js';
import { path } from '../router.js';
import { bytes, short } from '../text.js';
import { Copy, Digest, Failure, Loaded, Table, Title, useLoad } from '../ui.js';
import { Changed } from './changed.js';
import { SameLayers, SideBySide, Values, total } from './sides.js';

/**
 * Shows the differences between two images of a space: their layers, configuration, labels and the components of their SBOMs, and also the inputs
 * of their builds if this registry built both.
 */
export function CompareImages({ space, query }) {
  const [left, right] = ['left', 'right'].map((side) => split(query.get(side) || ''));
  const both = useLoad(async () => {
    const [a, b] = await Promise.all([read(space, left), read(space, right)]);
    return [a, b, await changed(a.build, b.build)];
  }, [space, query.get('left'), query.get('right')]);
  if (!left.name || !right.name) {
    return html`<${Failure} error=${new Error('The URL must name two images, left and right, each as repository@tag.')} />`;
  }
  return html`<${Title} crumbs=${[['Repositories', path('spaces', space)]]} actions=${both.data && html`<${Copy} text=${link(space, left, right, both.data)} label="Copy link" />`}>Comparison of images<//>
    <${Loaded} of=${both} what="both images">${([a, b, changes]) => html`<p class="facts">
        <${Link} space=${space} of=${left} digest=${a.digest} /><span aria-hidden="true">↔</span><${Link} space=${space} of=${right} digest=${b.digest} /></p>
      <${Made} space=${space} a=${a} b=${b} changes=${changes} left=${label(left)} right=${label(right)} />
      <${Layers} a=${a} b=${b} />
      <${Values} title="Configuration" rows=${rows(facts(a), facts(b))} name="name" what="Both have the same configuration." />
      <${Values} title="Environment" rows=${rows(environment(a), environment(b))} name="name" what="No environment variable differs." />
      <${Values} title="Labels" rows=${rows(a.config?.config?.Labels, b.config?.config?.Labels)} name="name" what="No label differs." />
      <section><h2>History</h2>${history(a) === history(b)
        ? html`<p>Both were built by the same instructions.</p>`
        : html`<${SideBySide} label="Changes to the history" left=${label(left)} right=${label(right)} rows=${changedLines(history(a), history(b))} />`}</section>
      ${a.components && b.components && html`<${Values} title="Components" rows=${rows(a.components, b.components)} name="name" what="Their SBOMs list the same components." />`}`}<//>`;
}

/** Returns the URL of this comparison by digests, so that it does not change when the tags move. */
function link(space, left, right, [a, b]) {
  const query = new URLSearchParams({ left: `${left.name}@${a.digest}`, right: `${right.name}@${b.digest}` });
  return `${window.location.href.split('#')[0]}${path('spaces', space, 'compare')}?${query}`;
}

/** Returns the differences between the builds of two images; null if they have no builds that can be compared. */
async function changed(left, right) {
  if (!left || !right || left.space !== right.space) {
    return null;
  }
  try {
    return await api.diff(left.space, left.id, right.id);
  } catch (error) {
    return { error };
  }
}

/** Shows the differences between the builds of two images, or the reason why they are unknown. */
function Made({ space, a, b, changes, left, right }) {
  if (changes && !changes.error) {
    return html`<p>Both were produced by <a href=${path('spaces', a.build.space, 'builds', a.build.id, 'diff', b.build.id)}>builds in this registry</a>.</p>
      <${Changed} diff=${changes} left=${left} right=${right} />`;
  }
  const which = a.build || b.build ? `the ${a.build ? 'second' : 'first'} image` : 'these images';
  return html`<div class="notice"><p>${changes?.error
    ? `Their builds cannot be compared: ${changes.error.message}.`
    : a.build && b.build
      ? 'Their builds are in different spaces.'
      : `This registry did not build ${which}, or this token may not see the build.`} The contents of their files are not compared, only the layers, configuration and labels below.</p></div>`;
}

function split(text) {
  const at = text.indexOf('@');
  return at < 0 ? { name: '', reference: '' } : { name: text.slice(0, at), reference: text.slice(at + 1) };
}

function label({ name, reference }) {
  return reference.includes(':') ? `${name}@${short(reference)}` : `${name}:${reference}`;
}

function Link({ space, of, digest }) {
  return html`<span><a href=${path('spaces', space, 'repositories', of.name, of.reference)}>${label(of)}</a> <${Digest} value=${digest} /></span>`;
}

/** Reads an image, or the first platform of an index, with its config and the components of its SBOM. */
async function read(space, { name, reference }) {
  const { image } = await api.repository(space, name);
  const top = await registry.manifest(image, reference);
  const [{ manifest, config }, build] = await Promise.all([
    imageManifest(image, top.digest).then((it) => readArtifact(space, name, it)),
    buildOf(space, name, image, top.digest),
  ]);
  const layers = manifest.json.layers || [];
  return { digest: top.digest, build, layers, config, components: await components(space, name, image, [top, manifest]) };
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
    // Without a readable SBOM, the rest is compared.
  }
  return null;
}

function Layers({ a, b }) {
  const same = b.layers.filter((it) => has(a, it));
  const own = [...only(a, b, 'first'), ...only(b, a, 'second')];
  return html`<section><h2>Layers</h2><p class="facts"><${SameLayers} layers=${same} />
      <span>a machine that has the first pulls ${bytes(total(b.layers.filter((it) => !has(a, it))))} for the second</span></p>
    ${own.length > 0 && html`<${Table} label="Layers that differ" rows=${own} columns=${[
      ['In', (it) => `the ${it.which}`],
      ['Instruction', (it) => html`<code class="instruction">${instruction(it)}</code>`],
      ['Layer', (it) => html`<${Digest} value=${it.layer.digest} />`],
      ['Size', (it) => bytes(it.layer.size), 'number'],
    ]} />`}</section>`;
}

function has({ layers }, { digest }) {
  return layers.some((it) => it.digest === digest);
}

/** Returns the layers of an image that the other lacks, with the lines that created them. */
function only({ layers, config }, other, which) {
  return linesOf(config?.history, layers)
    .filter((it) => it.layer && !has(other, it.layer))
    .map((it) => ({ ...it, which }));
}

function facts({ config, layers }) {
  const of = config?.config || {};
  const json = (value) => value && JSON.stringify(value);
  return {
    Platform: config?.os && platformName(config),
    Size: bytes(total(layers)),
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

/** Returns the names whose values differ. */
function rows(left, right) {
  const [a, b] = [left || {}, right || {}];
  const value = (of, name) => (Object.hasOwn(of, name) && of[name] ? String(of[name]) : null);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((name) => ({ name, left: value(a, name), right: value(b, name) }))
    .filter((it) => it.left !== it.right);
}
