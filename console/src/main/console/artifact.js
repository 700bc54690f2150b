// Classifies manifests: image, index, chart, module, package, or other artifact.
import { SMALL_BLOB, api, registry } from './api.js';

const HELM = 'application/vnd.cncf.helm.config.v1+json';
const PACKAGE = 'application/vnd.slipway.package';
const CONFIGS = /^application\/vnd\.(oci\.image|docker\.container\.image)/;
const WASM = /wasm/;

/** The types of artifacts that are attached to images, in words. */
const ATTACHED = [
  [/sigstore\.bundle/, 'Signed statement (Sigstore)'],
  [/cosign.*(signature|simplesigning)|notary\.signature/, 'Signature'],
  [/spdx/, 'SBOM (SPDX)'],
  [/cyclonedx/, 'SBOM (CycloneDX)'],
  [/in-toto/, 'Attestation (in-toto)'],
  [/openvex|vex/, 'Vulnerability statements (VEX)'],
  [/sarif/, 'Scan results (SARIF)'],
];

/** Names the type of an attached artifact. */
export function attachedName({ artifactType, mediaType, annotations }) {
  const type = artifactType || mediaType;
  const predicate = annotations?.['in-toto.io/predicate-type'] || annotations?.['dev.sigstore.bundle.predicateType'] || '';
  const name = ATTACHED.find(([pattern]) => pattern.test(type))?.[1] || type;
  return /slsa/.test(predicate) ? `Provenance (${name})` : predicate ? `${name}: ${predicate}` : name;
}

/** Returns the manifest with its config, if that is JSON. */
export async function readArtifact(space, name, manifest) {
  const descriptor = manifest.json.config;
  const readable = descriptor && descriptor.size > 0 && descriptor.size <= SMALL_BLOB && /json$/.test(descriptor.mediaType);
  if (!readable || descriptor.mediaType === 'application/vnd.oci.empty.v1+json') {
    return { manifest, config: null };
  }
  try {
    return { manifest, config: JSON.parse(await api.blob(space, name, descriptor.digest)) };
  } catch {
    // Without its config, or with one that is not JSON, the rest of the image is shown.
    return { manifest, config: null };
  }
}

/** Returns the manifest of an image, or of the first platform of an index. Attestations have no platform of their own. */
export async function imageManifest(image, digest) {
  const manifest = await registry.manifest(image, digest);
  const first = manifest.json.manifests?.find((it) => it.platform && it.platform.os !== 'unknown');
  return first ? registry.manifest(image, first.digest) : manifest;
}

/** Returns the lines of an image's history, each with the layer that it created, if any, followed by the layers without a line. */
export function linesOf(history = [], layers) {
  let next = 0;
  const lines = history.map((it) => ({ ...it, layer: it.empty_layer ? null : layers[next++] }));
  return [...lines, ...layers.slice(history.length ? next : 0).map((layer) => ({ layer }))];
}

/** Returns a line of the history as a line of a Dockerfile. */
export function instruction(line) {
  if (line.created_by) {
    return line.created_by.replace(/^\/bin\/sh -c #\(nop\)\s*/, '').replace(/^\/bin\/sh -c /, 'RUN ').replace(/ # buildkit$/, '');
  }
  return line.layer?.annotations?.['org.opencontainers.image.title'] || line.comment || line.layer?.mediaType || '';
}

/** Describes an artifact: its kind, its title, its size in bytes, and the commands that fetch it, each [tool, command]. */
export function kindOf({ json }, config) {
  const layers = json.layers || [];
  const size = layers.reduce((sum, it) => sum + it.size, 0) + (json.config?.size || 0);
  const type = json.artifactType || json.config?.mediaType || '';
  const is = (pattern) => layers.some((it) => pattern.test(it.mediaType));
  if (json.manifests) {
    return { kind: 'index', title: `Index of ${json.manifests.length}`, size: 0, commands: images };
  }
  if (type === HELM) {
    return { kind: 'chart', title: `Helm chart ${config?.name || ''} ${config?.version || ''}`.trim(), size, commands: charts };
  }
  if (type.startsWith(PACKAGE)) {
    return { kind: 'package', title: 'Package', size, commands: artifacts };
  }
  if (WASM.test(type) || is(WASM)) {
    return { kind: 'wasm', title: 'WebAssembly', size, commands: CONFIGS.test(type) ? images : modules };
  }
  if (is(/in-toto/)) {
    return { kind: 'attached', title: 'Attestation', size, commands: artifacts };
  }
  if (CONFIGS.test(type)) {
    return { kind: 'image', title: 'Image', size, commands: images };
  }
  return { kind: 'artifact', title: type ? attachedName({ artifactType: type }) : 'Artifact', size, commands: artifacts };
}

export function platformName({ os, architecture, variant, 'os.version': version }) {
  return [os, architecture, variant].filter(Boolean).join('/') + (version ? ` ${version}` : '');
}

/** Returns the commands that fetch an artifact, like kindOf, from the few facts that a list has. */
export function commandsOf({ mediaType, artifactType }) {
  if (artifactType === HELM) {
    return charts;
  }
  if (/index|manifest\.list/.test(mediaType) || CONFIGS.test(artifactType)) {
    return images;
  }
  return WASM.test(artifactType) ? modules : artifacts;
}

/** Returns the full name of an artifact, by tag or digest. */
function nameOf(image, reference) {
  return `${image}${reference.includes(':') ? '@' : ':'}${reference}`;
}

const images = (image, reference) => {
  const named = nameOf(image, reference);
  return [
    ['docker', `docker pull ${named}`],
    ['podman', `podman pull ${named}`],
    ['crane', `crane pull ${named} image.tar`],
    ['kubectl', `kubectl create deployment app --image=${named}`],
  ];
};
const charts = (image, reference) => [
  ['helm', `helm pull oci://${image} --version ${reference}`],
  ['values', `helm show values oci://${image} --version ${reference}`],
  ['install', `helm install my-release oci://${image} --version ${reference}`],
  ['oras', `oras pull ${nameOf(image, reference)}`],
];
const modules = (image, reference) => [
  ['oras', `oras pull ${nameOf(image, reference)}`],
  ['wkg', `wkg oci pull ${nameOf(image, reference)} -o module.wasm`],
  ['crane', `crane manifest ${nameOf(image, reference)}`],
];
const artifacts = (image, reference) => [
  ['oras', `oras pull ${nameOf(image, reference)}`],
  ['crane', `crane manifest ${nameOf(image, reference)}`],
];
