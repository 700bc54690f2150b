// Finds the build that produced an image.
import { api, registry } from './api.js';
import { statementOf } from './statements.js';

const PROVENANCE = /^https:\/\/slsa\.dev\/provenance\//;
/** The most provenances of an image that are read: anyone who may push can attach any number. */
const MAX_READ = 5;

/** Returns the build, as {space, id}, that a provenance of the image names and that produced this very image; null if there is none. */
export async function buildOf(space, name, image, digest) {
  const attached = (await registry.referrers(image, digest)).filter((it) => PROVENANCE.test(it.annotations?.['dev.sigstore.bundle.predicateType'] || ''));
  for (const { digest: provenance } of attached.slice(0, MAX_READ)) {
    try {
      const [layer] = (await registry.manifest(image, provenance)).json.layers;
      const { statement } = statementOf(JSON.parse(await api.blob(space, name, layer.digest)));
      const [place, id] = statement.predicate.runDetails.metadata.invocationId.replace(/@\d+/, '').split('/');
      if ((await api.build(place, id)).digest === digest) {
        return { space: place, id };
      }
    } catch {
      // The provenance is of another kind, or its build is deleted or not visible to this token.
    }
  }
  return null;
}
