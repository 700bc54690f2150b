import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { go, path } from '../router.js';
import { Age, Digest, Empty, Failure, Loaded, More, Title, useLoad } from '../ui.js';

/** Shows the newest build of each application for each environment, as a grid. Two cells can be compared. */
export function Deployments({ space }) {
  const [chosen, setChosen] = useState(null);
  const list = useLoad(() => api.builds(space, { state: 'Succeeded', limit: 200 }), [space]);
  const choose = (cell) => (chosen && chosen !== cell.id ? go(path('spaces', space, 'builds', chosen, 'diff', cell.id)) : setChosen(chosen ? null : cell.id));
  return html`<${Title}>Deployments<//>
    <p class="hint">The newest image that was built for each application and environment. ${chosen
      ? 'Choose a second one to compare with.'
      : 'Choose two to see how their configuration differs.'}</p>
    <${Loaded} of=${list} what="deployments">${(page) => {
      const { rows, environments } = grid(page.builds);
      if (rows.length === 0 && !page.next) {
        return html`<${Empty} title="Nothing was deployed yet"><p>Each successful build for an environment appears here.</p><//>`;
      }
      return html`<div class="table" tabindex="0" role="region" aria-label="Deployments"><table class="grid" aria-label="Applications by environments">
          <thead><tr><th scope="col">Application</th>${environments.map((it) => html`<th scope="col">${it}</th>`)}</tr></thead>
          <tbody>${rows.map(
            (row) => html`<tr><th scope="row">${row.name}</th>${environments.map((environment) => {
              const cell = row.cells.get(environment);
              return html`<td data-heading=${environment} class=${cell && cell.id === chosen ? 'chosen' : ''}>${cell
                ? html`<a href=${path('spaces', space, 'builds', cell.id)}>${cell.package.version}</a> <${Digest} value=${cell.digest} />
                    <small>${cell.deployment.id}, <${Age} time=${cell.ended || cell.created} /></small>
                    <button type="button" class="quiet" aria-pressed=${cell.id === chosen}
                      aria-label=${`Compare ${row.name} in ${environment}`} onClick=${() => choose(cell)}>Compare</button>`
                : '–'}</td>`;
            })}</tr>`,
          )}</tbody></table></div>
        ${page.incomplete && html`<${Failure} error=${new Error('The server stopped looking for older deployments. Show more to go on.')} />`}
        <${More} next=${page.next} load=${async (before) => {
          const next = await api.builds(space, { state: 'Succeeded', limit: 200, before });
          list.set({ ...next, builds: [...page.builds, ...next.builds] });
        }} />`;
    }}<//>`;
}

/** The newest build of each application in each environment. Builds are newest first. */
function grid(builds) {
  const rows = new Map();
  const environments = new Set();
  for (const build of builds) {
    const environment = build.deployment.environment || 'no environment';
    const name = build.package.id + (build.deployment.tenant ? ` · ${build.deployment.tenant}` : '');
    environments.add(environment);
    if (!rows.has(name)) {
      rows.set(name, new Map());
    }
    if (!rows.get(name).has(environment)) {
      rows.get(name).set(environment, build);
    }
  }
  return {
    environments: [...environments].sort(),
    rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, cells]) => ({ name, cells })),
  };
}
