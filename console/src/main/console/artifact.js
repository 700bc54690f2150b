// Classifies manifests: image, index, chart, or other artifact.
import { api, registry } from './api.js';

const HELM = 'application/vnd.cncf.helm.config.v1+json';
const PACKAGE = 'application/vnd.slipway.package';
const CONFIGS = /^application\/vnd\.(oci\.image|docker\.container\.image)/;

/** The manifest with its config, if that is JSON. */
export async function readArtifact(space, name, manifest) {
  const descriptor = manifest.json.config;
  const readable = descriptor && descriptor.size > 0 && descriptor.size <= 4194304 && /json$/.test(descriptor.mediaType);
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

/** The manifest of an image. Of an index it is that of its first platform: attestations have no platform of their own. */
export async function imageManifest(image, digest) {
  const manifest = await registry.manifest(image, digest);
  const first = manifest.json.manifests?.find((it) => it.platform && it.platform.os !== 'unknown');
  return first ? registry.manifest(image, first.digest) : manifest;
}

/** Describes an artifact: its title, its size in bytes, and the commands that fetch it, each [tool, command]. */
export function kindOf({ json }, config) {
  const layers = json.layers || [];
  const size = layers.reduce((sum, it) => sum + it.size, 0) + (json.config?.size || 0);
  const type = json.artifactType || json.config?.mediaType || '';
  if (json.manifests) {
    return { title: `Index of ${json.manifests.length}`, size: 0, commands: images };
  }
  if (type === HELM) {
    return { title: `Helm chart ${config?.name || ''} ${config?.version || ''}`.trim(), size, commands: charts };
  }
  if (type.startsWith(PACKAGE)) {
    return { title: 'Package', size, commands: artifacts };
  }
  if (CONFIGS.test(type) && !layers.some((it) => /in-toto/.test(it.mediaType))) {
    return { title: 'Image', size, commands: images };
  }
  if (layers.some((it) => /in-toto/.test(it.mediaType))) {
    return { title: 'Attestation', size, commands: artifacts };
  }
  if (layers.some((it) => /wasm/.test(it.mediaType))) {
    return { title: 'WebAssembly', size, commands: artifacts };
  }
  return { title: type ? `Artifact ${type}` : 'Artifact', size, commands: artifacts };
}

export function platformName({ os, architecture, variant, 'os.version': version }) {
  return [os, architecture, variant].filter(Boolean).join('/') + (version ? ` ${version}` : '');
}

const images = (named) => [
  ['docker', `docker pull ${named}`],
  ['podman', `podman pull ${named}`],
  ['crane', `crane pull ${named} image.tar`],
  ['kubectl', `kubectl create deployment app --image=${named}`],
];
const charts = (named, image, reference) => [
  ['helm', `helm pull oci://${image} --version ${reference}`],
  ['oras', `oras pull ${named}`],
];
const artifacts = (named) => [
  ['oras', `oras pull ${named}`],
  ['crane', `crane manifest ${named}`],
];
