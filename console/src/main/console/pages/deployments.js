import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { go, path, replaceQuery } from '../router.js';
import { Age, Digest, Empty, Failure, Loaded, Title, useLoad } from '../ui.js';

/**
 * Shows the running versions as a grid of applications by environments: version, digest, age, deployment and build. One click compares a cell with
 * the previous environment; any two chosen cells are compared.
 */
export function Deployments({ space, query }) {
  const [chosen, setChosen] = useState(null);
  const [filter, setFilter] = useState(query.get('filter') || '');
  const search = (event) => {
    setFilter(event.target.value);
    replaceQuery({ filter: event.target.value });
  };
  const list = useLoad(() => api.deployments(space), [space]);
  const compare = (left, right) => go(path('spaces', space, 'builds', left, 'diff', right));
  const choose = (cell) => (chosen && chosen !== cell.build ? compare(chosen, cell.build) : setChosen(chosen ? null : cell.build));
  return html`<${Title}>Deployments<//>
    <p class="hint">The newest image of each application in each environment, according to its build requests. ${chosen
      ? 'Choose a second one to compare with.'
      : 'Compare two to see how their configuration differs.'}</p>
    <${Loaded} of=${list} what="deployments">${({ deployments, more }) => {
      const { rows, environments } = grid(deployments);
      if (rows.length === 0) {
        return html`<${Empty} title="No deployments yet"><p>Each successful build for an environment appears here.</p><//>`;
      }
      const shown = rows.filter((row) => row.name.toLowerCase().includes(filter.trim().toLowerCase()));
      return html`<label class="search">Filter <input type="search" value=${filter} onInput=${search} placeholder="part of an application" /></label>
        <div class="table" tabindex="0" role="region" aria-label="Deployments"><table class="grid" aria-label="Applications by environments">
          <thead><tr><th scope="col">Application</th>${environments.map((it) => html`<th scope="col"><bdi>${it}</bdi></th>`)}</tr></thead>
          <tbody>${shown.map((row) => html`<tr><th scope="row"><bdi>${row.name}</bdi></th>${environments.map((environment, i) => html`<td data-heading=${environment}
              class=${row.cells.get(environment)?.build === chosen && chosen ? 'chosen' : ''}>
              <${Cell} space=${space} row=${row} environment=${environment} before=${environments.slice(0, i).findLast((it) => row.cells.has(it))}
                chosen=${chosen} onChoose=${choose} onCompare=${compare} /></td>`)}</tr>`)}</tbody></table></div>
        ${more && html`<${Failure} error=${new Error('There are more deployments than are listed here. The API can list those of one environment or tenant.')} />`}`;
    }}<//>`;
}

function Cell({ space, row, environment, before, chosen, onChoose, onCompare }) {
  const cell = row.cells.get(environment);
  if (!cell) {
    return '–';
  }
  return html`<a href=${path('spaces', space, 'builds', cell.build)}>${version(cell)}</a> <${Digest} value=${cell.digest} />
    <small>since <${Age} time=${cell.requested} />, by <a href=${path('spaces', space, 'builds') + '?deployment=' + encodeURIComponent(cell.id)}>${cell.id}</a></small>
    ${cell.leasedUntil && html`<small>kept until ${new Date(cell.leasedUntil).toLocaleString()}</small>`}
    ${before && html`<button type="button" class="quiet" aria-label=${`Compare ${row.name} in ${environment} with ${before}`}
      onClick=${() => onCompare(row.cells.get(before).build, cell.build)}>Compare with ${before}</button>`}
    <button type="button" class="quiet" aria-pressed=${cell.build === chosen} aria-label=${`Choose ${row.name} in ${environment}`} onClick=${() => onChoose(cell)}>Choose</button>`;
}

/** Returns the version in "id version". */
function version({ package: named }) {
  return named.slice(named.indexOf(' ') + 1);
}

/** Arranges the last requested image of each application in each environment. */
function grid(deployments) {
  const rows = new Map();
  for (const it of deployments) {
    const name = it.package.slice(0, it.package.indexOf(' ')) + (it.tenant ? ` · ${it.tenant}` : '');
    const cells = rows.get(name) || new Map();
    rows.set(name, cells);
    if (!cells.has(it.environment) || cells.get(it.environment).requested < it.requested) {
      cells.set(it.environment, it);
    }
  }
  return {
    environments: [...new Set(deployments.map((it) => it.environment))].sort(),
    rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, cells]) => ({ name, cells })),
  };
}
