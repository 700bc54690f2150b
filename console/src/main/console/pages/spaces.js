import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { Age, Empty, Loaded, State, Table, Title, useLoad } from '../ui.js';

/** The spaces that the token reaches. */
export function Spaces() {
  const spaces = useLoad(() => api.spaces(), []);
  return html`<${Title}>Spaces<//>
    <${Loaded} of=${spaces} what="spaces">${(list) =>
      list.length === 0
        ? html`<${Empty} title="This token reaches no space"><p>Ask for a token with a grant in the space that you need.</p><//>`
        : html`<${Table} label="Spaces" rows=${list} row=${(space) => space.name} columns=${[
            ['Space', (space) => html`<a href=${path('spaces', space.name)}>${space.displayName || space.name}</a>`],
            ['Name', (space) => html`<code>${space.name}</code>`],
            ['Description', (space) => space.description || '–'],
            ['Repositories', (space) => space.repositories.toLocaleString('en'), 'number'],
            ['Created', (space) => html`<${Age} time=${space.created} />`],
            ['State', (space) => (space.state === 'active' ? 'active' : html`<${State} value=${space.state} />`)],
          ]} />`}<//>`;
}
