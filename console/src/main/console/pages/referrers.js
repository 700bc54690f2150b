import { html, useState } from '../lib/preact.js';
import { registry } from '../api.js';
import { attachedName } from '../artifact.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Age, Digest, Loaded, useLoad } from '../ui.js';
import { Contents } from './contents.js';

/** Shows the artifacts that are attached to a manifest as a tree: signatures, SBOMs, provenance, and the artifacts attached to these. */
export function Referrers({ space, name, image, digest, within }) {
  const list = useLoad(() => registry.referrers(image, digest), [image, digest]);
  return html`<section><h2>Attached artifacts</h2><${Loaded} of=${list} what="referrers">${(found) =>
    found.length + within.length === 0
      ? html`<p>No signature, SBOM or provenance is attached.</p>`
      : html`<ul class="tree" aria-label="Referrers">
          ${found.map((it) => html`<${Attached} key=${it.digest} space=${space} name=${name} image=${image} descriptor=${it} />`)}
          ${within.map((it) => html`<${Attached} key=${it.digest} space=${space} name=${name} image=${image} descriptor=${it} inside />`)}</ul>`}<//></section>`;
}

/** Shows one attached artifact. Its contents, and the artifacts attached to it, are read when it is opened. */
function Attached({ space, name, image, descriptor, inside }) {
  const [open, setOpen] = useState(false);
  const created = descriptor.annotations?.['org.opencontainers.image.created'];
  return html`<li><details onToggle=${(event) => event.target === event.currentTarget && setOpen(event.currentTarget.open)}>
    <summary>${inside ? 'Attestations of a platform (in the index)' : html`<bdi>${attachedName(descriptor)}</bdi>`} <small><${Digest} value=${descriptor.digest} /> ${bytes(descriptor.size)} ${created && html`<${Age} time=${created} />`}</small></summary>
    ${open && html`<div class="entry"><p><a href=${path('spaces', space, 'repositories', name, descriptor.digest)}>Its manifest</a></p>
      <${Contents} space=${space} name=${name} image=${image} digest=${descriptor.digest} />
      <${Below} space=${space} name=${name} image=${image} digest=${descriptor.digest} /></div>`}</details></li>`;
}

function Below({ space, name, image, digest }) {
  const list = useLoad(() => registry.referrers(image, digest), [image, digest]);
  return html`<${Loaded} of=${list} what="artifacts attached to it">${(found) => found.length > 0 && html`<h3>Attached to this artifact</h3>
    <ul class="tree">${found.map((it) => html`<${Attached} key=${it.digest} space=${space} name=${name} image=${image} descriptor=${it} />`)}</ul>`}<//>`;
}
