import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Age, Command, Digest, Empty, Loaded, More, Table, Title, useLoad } from '../ui.js';

/** Lists the packages of a space. */
export function Packages({ space }) {
  const list = useLoad(() => api.packages(space), [space]);
  return html`<${Title}>Packages<//>
    <${Loaded} of=${list} what="packages">${(page) =>
      page.packages.length === 0
        ? html`<${Empty} title="No packages"><p>Packages are archives that images are built from: an application, or a folder with a Dockerfile.</p>
            <${Command} text=${`slipway push mywebapp.1.2.0.zip${space === 'default' ? '' : ' --space ' + space}`} /><//>`
        : html`<${Table} label="Packages" rows=${page.packages} row=${(it) => it.id} columns=${[
              ['Package', (it) => html`<a href=${path('spaces', space, 'packages', it.id)}>${it.id}</a>`],
            ]} />
            <${More} next=${page.last} load=${async (last) => {
              const next = await api.packages(space, last);
              list.set({ ...next, packages: [...page.packages, ...next.packages] });
            }} />`}<//>`;
}

/** Lists the versions of a package, and the images built from it. */
export function Package({ space, id }) {
  const versions = useLoad(() => api.versions(space, id), [space, id]);
  const builds = useLoad(() => api.builds(space, { package: id, limit: 50 }), [space, id]);
  return html`<${Title} crumbs=${[['Packages', path('spaces', space, 'packages')]]}>${id}<//>
    <section><h2>Versions</h2><${Loaded} of=${versions} what="versions">${(page) => html`<${Table} label="Versions" rows=${page.versions} row=${(it) => it.version} columns=${[
        ['Version', (it) => html`<a href=${path('spaces', space, 'packages', id, it.version)}>${it.version}</a>`],
        ['File', (it) => it.file],
        ['Size', (it) => bytes(it.size), 'number'],
        ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
        ['Pushed', (it) => html`<${Age} time=${it.created} />`],
      ]} />`}<//></section>
    <section><h2>Images built from it</h2><${Loaded} of=${builds} what="builds">${(page) =>
      page.builds.length === 0
        ? html`<p>None yet.</p>`
        : html`<${Table} label="Builds" rows=${page.builds} row=${(it) => it.id} columns=${[
            ['Image', (it) => html`<a href=${path('spaces', space, 'builds', it.id)}>${it.image.replace(/^[^/]*\//, '')}</a>`],
            ['State', (it) => it.state],
            ['Environment', (it) => it.deployment.environment || '–'],
            ['Requested', (it) => html`<${Age} time=${it.created} />`],
          ]} />
          <${More} next=${page.next} load=${async (before) => {
            const next = await api.builds(space, { package: id, limit: 50, before });
            builds.set({ ...next, builds: [...page.builds, ...next.builds] });
          }} />`}<//></section>`;
}
