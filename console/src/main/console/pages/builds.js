import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { go, path, replaceQuery } from '../router.js';
import { duration } from '../text.js';
import { Age, Command, Empty, Failure, Loaded, More, State, Table, Title, useLoad } from '../ui.js';

const STATES = ['Queued', 'Running', 'Succeeded', 'Failed', 'Cancelled', 'TimedOut'];
const FILTERS = ['state', 'environment', 'package', 'deployment', 'tenant'];

/** The builds of a space, newest first; two of them can be compared. */
export function Builds({ space, query }) {
  const [filter, setFilter] = useState(Object.fromEntries(FILTERS.map((id) => [id, query.get(id) || ''])));
  const [chosen, setChosen] = useState([]);
  const list = useLoad(() => api.builds(space, filter), [space, ...FILTERS.map((id) => filter[id])]);
  const change = (id) => (event) => {
    const next = { ...filter, [id]: event.target.value.trim() };
    setFilter(next);
    replaceQuery(next);
  };
  const choose = (id) => setChosen(chosen.includes(id) ? chosen.filter((it) => it !== id) : [...chosen, id].slice(-2));
  const filtered = FILTERS.some((id) => filter[id]);
  return html`<${Title} actions=${html`<div class="buttons"><a class="button" href=${path('spaces', space, 'request')}>Request a build</a>
      <button type="button" disabled=${chosen.length !== 2}
        onClick=${() => go(path('spaces', space, 'builds', chosen[0], 'diff', chosen[1]))}>Compare two</button></div>`}>Builds<//>
    <form class="controls" onSubmit=${(event) => event.preventDefault()}>
      <label>State <select value=${filter.state} onChange=${change('state')}>
        <option value="">any</option>${STATES.map((it) => html`<option>${it}</option>`)}</select></label>
      ${FILTERS.slice(1).map(
        (id) => html`<label>${id[0].toUpperCase() + id.slice(1)} <input value=${filter[id]} onChange=${change(id)} placeholder="any" /></label>`,
      )}
    </form>
    <${Loaded} of=${list} what="builds">${(page) => {
      if (page.builds.length === 0 && !page.next) {
        return filtered
          ? html`<${Empty} title="No build matches"><p>Clear a filter to see more.</p><//>`
          : html`<${Empty} title="No builds yet"><p>Push a package with a Dockerfile, and request its image:</p>
              <${Command} text=${'slipway build mywebapp --version 1.2.0 --deployment deployments-75 --environment Production'} /><//>`;
      }
      return html`<${Table} label="Builds" rows=${page.builds} row=${(it) => it.id} columns=${[
          ['Compare', (it) => html`<input type="checkbox" checked=${chosen.includes(it.id)} onChange=${() => choose(it.id)} aria-label=${`Compare ${it.image}`} />`, 'check'],
          ['Image', (it) => html`<a href=${path('spaces', space, 'builds', it.id)}>${it.image.replace(/^[^/]*\//, '')}</a>`],
          ['State', (it) => html`<${State} value=${it.state} />`],
          ['Environment', (it) => it.deployment.environment || '–'],
          ['Deployment', (it) => it.deployment.id],
          ['Requested', (it) => html`<${Age} time=${it.created} />`],
          ['Took', (it) => (it.ended ? duration(it.created, it.ended) : '–'), 'number'],
        ]} />
        ${page.incomplete && html`<${Failure} error=${new Error('The server has not searched all builds. Show more to continue.')} />`}
        <${More} next=${page.next} load=${async (before) => {
          const next = await api.builds(space, { ...filter, before });
          list.set({ ...next, builds: [...page.builds, ...next.builds] });
        }} />`;
    }}<//>`;
}
