import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { Age, Empty, Held, Loaded, State, Table, Title, useLoad, useUsage, useWatch } from '../ui.js';
import { FirstPush } from './first.js';

/** The number of spaces whose usage is read for the list. */
const MEASURED = 20;

/** Lists the spaces that the token gives access to. An empty registry shows the first commands, and notices the first push. */
export function Spaces() {
  const spaces = useLoad(() => api.spaces(), []);
  const [filter, setFilter] = useState('');
  const empty = spaces.data?.length > 0 && spaces.data.every((it) => it.repositories === 0);
  useWatch(empty, () => api.spaces().then((list) => list.some((it) => it.repositories > 0) && spaces.set(list)));
  return html`<${Title}>Spaces<//>
    ${empty && html`<${FirstPush} space=${spaces.data[0].name} />`}
    <${Loaded} of=${spaces} what="spaces">${(list) => {
      if (list.length === 0) {
        return html`<${Empty} title="This token gives access to no space"><p>Ask for a token with a grant in the space that you need.</p><//>`;
      }
      const wanted = filter.trim().toLowerCase();
      const shown = list.filter((it) => `${it.name} ${it.displayName}`.toLowerCase().includes(wanted));
      return html`${list.length > 1 &&
        html`<label class="search">Filter <input type="search" value=${filter} onInput=${(e) => setFilter(e.target.value)} placeholder="part of a name" /></label>`}
        <${Table} label="Spaces" rows=${shown} row=${(space) => space.name} columns=${[
          ['Space', (space) => html`<a href=${path('spaces', space.name)}><bdi>${space.displayName || space.name}</bdi></a>`],
          ['Name', (space) => html`<code>${space.name}</code>`],
          ['Description', (space) => html`<bdi>${space.description || '–'}</bdi>`],
          ['Repositories', (space) => space.repositories.toLocaleString('en'), 'number'],
          ['Usage', (space) => (list.indexOf(space) < MEASURED ? html`<${Usage} space=${space.name} />` : '–'), 'usage'],
          ['Created', (space) => html`<${Age} time=${space.created} />`],
          ['State', (space) => (space.state === 'active' ? 'active' : html`<${State} value=${space.state} />`)],
        ]} />`;
    }}<//>`;
}

function Usage({ space }) {
  const usage = useUsage(space);
  return usage.error ? '–' : html`<${Held} of=${usage} />`;
}
