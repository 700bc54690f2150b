import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path, replaceQuery } from '../router.js';
import { bytes } from '../text.js';
import { Age, Failure, Held, Loaded, More, Table, Title, useLoad, useTyped, useUsage, useWatch } from '../ui.js';
import { FirstPush } from './first.js';

/** Lists the repositories of a space. An empty space shows the first commands, and notices the first push. */
export function Repositories({ space, query }) {
  const [filter, setFilter] = useState(query.get('filter') || '');
  const wanted = useTyped(filter.trim().toLowerCase());
  const list = useLoad(() => api.repositories(space, wanted), [space, wanted], true);
  const usage = useUsage(space);
  const empty = list.data && !wanted && !filter && list.data.repositories.length === 0 && !list.data.incomplete;
  useWatch(empty, () => api.repositories(space).then((page) => page.repositories.length > 0 && list.set(page)));
  const search = (event) => {
    setFilter(event.target.value);
    replaceQuery({ filter: event.target.value });
  };
  const more = async (last) => {
    const page = await api.repositories(space, wanted, last);
    list.set({ ...page, repositories: [...list.data.repositories, ...page.repositories] });
  };
  return html`<${Title}>Repositories<//>
    <${Loaded} of=${list} what="repositories">${(page) => {
      if (empty) {
        return html`<${FirstPush} space=${space} />`;
      }
      return html`<${Held} of=${usage} /><label class="search">Filter
          <input type="search" value=${filter} onInput=${search} placeholder="part of a name" /></label>
        <${Table} label="Repositories" rows=${page.repositories} row=${(it) => it.name} columns=${[
          ['Repository', (it) => html`<a href=${path('spaces', space, 'repositories', it.name)}>${it.name}</a>`],
          ['Visible to', (it) => (it.visibility === 'public' ? 'everyone' : 'tokens with a grant')],
          ['Size', (it) => bytes(it.bytes), 'number'],
          ['Last push', (it) => html`<${Age} time=${it.pushed} />`],
          ['Last pull', (it) => it.pulled || '–'],
          ['Created', (it) => html`<${Age} time=${it.created} />`],
        ]} />
        ${page.repositories.length === 0 && html`<p role="status">No repository has “<bdi>${wanted}</bdi>” in its name.</p>`}
        ${page.incomplete && html`<${Failure} error=${new Error('The server has not searched all repositories: there may be more.')} />`}
        <${More} next=${page.next} load=${more} />`;
    }}<//>`;
}
