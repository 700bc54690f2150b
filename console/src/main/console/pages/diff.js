import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { imageManifest } from '../artifact.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Copy, Loaded, Title, useLoad } from '../ui.js';
import { Changed } from './changed.js';
import { SameLayers, total } from './sides.js';

/** Shows the differences between two builds: variables, files, packages, layers. */
export function Diff({ space, left, right }) {
  const diff = useLoad(async () => {
    const found = await api.diff(space, left, right);
    return { ...found, layers: await layers(found.left, found.right).catch(() => null) };
  }, [space, left, right]);
  return html`<${Title} crumbs=${[['Builds', path('spaces', space, 'builds')]]}
      actions=${html`<${Copy} text=${window.location.href} label="Copy link" />`}>Comparison<//>
    <${Loaded} of=${diff} what="the comparison">${(it) => html`<p class="facts">
        <a href=${path('spaces', space, 'builds', left)}>${label(it.left)}</a><span aria-hidden="true">↔</span>
        <a href=${path('spaces', space, 'builds', right)}>${label(it.right)}</a></p>
      ${it.layers && html`<p class="facts"><${SameLayers} layers=${it.layers.same} />
        <span>a machine that has the first pulls ${bytes(total(it.layers.own))} for the second</span></p>`}
      <${Changed} diff=${it} left=${label(it.left)} right=${label(it.right)} />`}<//>`;
}

function label(build) {
  return `${build.image.replace(/^[^/]*\//, '')}${build.deployment.environment ? ` (${build.deployment.environment})` : ''}`;
}

/** Returns the layers of the right image that the left one also has, and those that it does not have. */
async function layers(left, right) {
  const [before, after] = await Promise.all([left, right].map(async (build) => {
    const name = build.image.replace(/^[^/]*\//, '').replace(/:[^:]*$/, '');
    return build.digest ? (await imageManifest(name, build.digest)).json.layers : null;
  }));
  if (!before || !after) {
    return null;
  }
  const known = new Set(before.map((it) => it.digest));
  return { same: after.filter((it) => known.has(it.digest)), own: after.filter((it) => !known.has(it.digest)) };
}
