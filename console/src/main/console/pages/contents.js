import { html, useState } from '../lib/preact.js';
import { SMALL_BLOB, api, registry } from '../api.js';
import { statementOf } from '../statements.js';
import { Failure, Loaded, Table, useLoad } from '../ui.js';
import { Provenance } from './provenance.js';

const SHOWN = 500;

/** Shows the documents of an attached artifact: the components of an SBOM, the inputs of a provenance, the facts of a signature, anything else as text. */
export function Contents({ space, name, image, digest }) {
  const documents = useLoad(async () => {
    const manifest = await registry.manifest(image, digest);
    const small = (manifest.json.layers || []).filter((it) => it.size <= SMALL_BLOB && /json|text|in-toto/.test(it.mediaType));
    return Promise.all(small.map(async (it) => ({ ...it, text: await api.blob(space, name, it.digest) })));
  }, [digest]);
  return html`<${Loaded} of=${documents} what="the contents">${(found) =>
    found.length === 0
      ? html`<${Failure} error=${new Error('None of its layers is a JSON document of up to 4 MB. Fetch them with oras pull.')} />`
      : found.map((it) => html`<${Document} ...${it} />`)}<//>`;
}

function Document({ text, mediaType, annotations }) {
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    return html`<pre tabindex="0">${text}</pre>`;
  }
  const { envelope, statement } = statementOf(json);
  const type = statement?.predicateType || mediaType;
  const components = componentsOf(statement);
  return html`<h3>${type}</h3>
    ${envelope && html`<${Signed} envelope=${envelope} bundle=${json} />`}
    ${/simplesigning/.test(mediaType) && html`<${Signature} payload=${json} annotations=${annotations} />`}
    ${/slsa/.test(type) && html`<${Provenance} statement=${statement} />`}
    ${components && html`<${Components} list=${components} />`}
    <details open=${!components && !/slsa/.test(type)}><summary>As JSON</summary><pre tabindex="0">${JSON.stringify(statement, null, 2)}</pre></details>`;
}

/** Shows the facts about the signatures of an envelope. The console does not verify them: it has no key to trust. */
function Signed({ envelope, bundle }) {
  const material = bundle.verificationMaterial || {};
  const by = material.publicKey?.hint ? `the key ${material.publicKey.hint}` : material.certificate || material.x509CertificateChain ? 'a certificate' : 'a key';
  const keys = (envelope.signatures || []).map((it) => it.keyid).filter(Boolean);
  return html`<p>Signed by ${by}${keys.length > 0 && html`, <code>${keys.join(', ')}</code>`}${material.tlogEntries?.length > 0 && ', and entered into a transparency log'}.
    <span class="hint"> Not verified here: <code>cosign verify-attestation</code> does that with the key that you trust.</span></p>`;
}

/** Shows the facts about a signature in the form of cosign before 3.0. */
function Signature({ payload, annotations }) {
  const critical = payload.critical || {};
  return html`<p>Signature of <code>${critical.image?.['docker-manifest-digest'] || 'nothing'}</code>${critical.identity?.['docker-reference'] && html` as <bdi>${critical.identity['docker-reference']}</bdi>`}${annotations?.['dev.sigstore.cosign/certificate'] ? ', with a certificate' : ', by a key'}.
    <span class="hint"> Not verified here: <code>cosign verify</code> does that.</span></p>`;
}

/** Returns the components of an SBOM in SPDX or CycloneDX; null for any other document. */
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
    <p role="status">${found.length} of ${list.length} components${found.length > SHOWN && `, of which the first ${SHOWN} are shown`}</p>
    <${Table} label="Components" rows=${found.slice(0, SHOWN)} columns=${[
      ['Component', (it) => html`<bdi>${String(it.name)}</bdi>`],
      ['Version', (it) => it.version || '–'],
      ['Licence', (it) => it.licence || '–'],
    ]} />`;
}
