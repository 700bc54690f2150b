import { html, useEffect, useState } from '../lib/preact.js';
import { api, registryHost } from '../api.js';
import { path, replaceQuery } from '../router.js';
import { Age, Command, Empty, Failure, Loaded, More, Table, Title, useLoad } from '../ui.js';

const WATCH = 4000;

/** The repositories of a space. An empty space says what to type first, and notices the first push. */
export function Repositories({ space, query }) {
  const [filter, setFilter] = useState(query.get('filter') || '');
  const list = useLoad(() => api.repositories(space), [space]);
  const empty = list.data && list.data.repositories.length === 0 && !list.data.incomplete;
  useEffect(() => {
    if (!empty) {
      return undefined;
    }
    const timer = setInterval(
      () => api.repositories(space).then((page) => page.repositories.length > 0 && list.set(page), () => {}),
      WATCH,
    );
    return () => clearInterval(timer);
  }, [empty, space]);
  const search = (event) => {
    setFilter(event.target.value);
    replaceQuery({ filter: event.target.value });
  };
  const more = async (last) => {
    const page = await api.repositories(space, last);
    list.set({ ...page, repositories: [...list.data.repositories, ...page.repositories] });
  };
  return html`<${Title}>Repositories<//>
    <${Loaded} of=${list} what="repositories">${(page) => {
      if (empty) {
        return html`<${FirstPush} space=${space} />`;
      }
      const shown = page.repositories.filter((it) => it.name.includes(filter.trim().toLowerCase()));
      return html`<label class="search">Filter
          <input type="search" value=${filter} onInput=${search} placeholder="part of a name" /></label>
        <${Table} label="Repositories" rows=${shown} row=${(it) => it.name} columns=${[
          ['Repository', (it) => html`<a href=${path('spaces', space, 'repositories', it.name)}>${it.name}</a>`],
          ['Who may pull', (it) => (it.visibility === 'public' ? 'everybody' : 'tokens with a grant')],
          ['Created', (it) => html`<${Age} time=${it.created} />`],
        ]} />
        ${shown.length === 0 && html`<p>No repository of those loaded has “${filter}” in its name.</p>`}
        ${page.incomplete && html`<${Failure} error=${new Error('There may be more repositories than the server looked through.')} />`}
        <${More} next=${page.next} load=${more} />`;
    }}<//>`;
}

function FirstPush({ space }) {
  const image = `${registryHost}/${space === 'default' ? '' : space + '/'}hello:1`;
  return html`<${Empty} title="Nothing is stored here yet">
    <p>Log in with a token, tag an image with this registry's name, and push it. This page shows it as soon as it is here.</p>
    <${Command} label="1" text=${`docker login ${registryHost}`} />
    <${Command} label="2" text=${`docker tag hello-world ${image}`} />
    <${Command} label="3" text=${`docker push ${image}`} />
    <p>A package with a Dockerfile and configuration files goes here too:</p>
    <${Command} label="or" text=${'slipway push mywebapp.1.2.0.zip'} />
  <//>`;
}
