import { html, useMemo, useState } from '../lib/preact.js';
import { api, registry, registryHost } from '../api.js';
import { go, path, replaceQuery } from '../router.js';
import { byVersion } from '../text.js';
import { Age, Confirm, Digest, Empty, Loaded, More, Table, Title, useLoad } from '../ui.js';

const SHOWN = 100;
const ORDERS = {
  newest: ['Newest first', (a, b) => b.pushed.localeCompare(a.pushed) || byVersion(b.name, a.name)],
  version: ['Version', (a, b) => byVersion(b.name, a.name)],
  name: ['Name', (a, b) => (a.name < b.name ? -1 : 1)],
};

/** Shows one repository: its tags, its visibility, and its deletion. */
export function Repository({ space, name, query }) {
  const repository = useLoad(() => api.repository(space, name), [space, name]);
  const tags = useLoad(() => api.tags(space, name), [space, name]);
  const [asking, setAsking] = useState(null);
  const remove = async () => {
    // The server deletes in parts: it returns no body once everything is deleted.
    while (await api.deleteRepository(space, name)) {
      // The next request continues.
    }
    go(path('spaces', space));
  };
  const share = async (visibility) => repository.set({ ...repository.data, ...(await api.changeRepository(space, name, { visibility })) });
  return html`<${Title} crumbs=${[['Repositories', path('spaces', space)]]} actions=${html`<div class="buttons">
      ${repository.data &&
      html`<button type="button" onClick=${() => setAsking('visibility')}>${repository.data.visibility === 'public' ? 'Make private' : 'Make public'}</button>
        <button type="button" class="danger" onClick=${() => setAsking('delete')}>Delete</button>`}
    </div>`}>${name}<//>
    <${Loaded} of=${repository} what="the repository">${(it) => html`<p class="facts">
      <span>${it.visibility === 'public' ? 'Everybody may pull' : 'Tokens with a grant may pull'}</span>
      <span>${it.tags.toLocaleString('en')}${it.moreTags ? ' or more' : ''} ${it.tags === 1 ? 'tag' : 'tags'}</span>
      <span>created <${Age} time=${it.created} /></span>
      <code>${registryHost}/${it.image}</code></p>`}<//>
    <${Loaded} of=${tags} what="tags">${(page) => html`<${Tags} space=${space} name=${name} page=${page} query=${query}
      onMore=${async (last) => {
        const next = await api.tags(space, name, last);
        tags.set({ ...next, tags: [...page.tags, ...next.tags] });
      }}
      onDelete=${(tag) => setAsking({ tag })} />`}<//>
    ${asking === 'delete' &&
    html`<${Confirm} title=${`Delete ${name}`} word=${name} action="Delete the repository" onConfirm=${remove} onClose=${() => setAsking(null)}>
      <p>All its tags, manifests and layers go. Deployments that pull from it will fail. Layers that other repositories have mounted stay.</p><//>`}
    ${asking === 'visibility' &&
    html`<${Confirm} title=${repository.data.visibility === 'public' ? `Make ${name} private` : `Make ${name} public`} action="Change"
      onConfirm=${() => share(repository.data.visibility === 'public' ? 'private' : 'public')} onClose=${() => setAsking(null)}>
      <p>${repository.data.visibility === 'public'
        ? 'Only tokens with a grant will pull from it. Tokens of anonymous callers that are out last for at most five minutes more.'
        : 'Everybody who reaches this registry will pull from it, without a login.'}</p><//>`}
    ${asking && asking.tag &&
    html`<${Confirm} title=${`Delete the tag ${asking.tag}`} action="Delete the tag" onClose=${() => setAsking(null)}
      onConfirm=${async () => {
        await registry.deleteManifest(repository.data.image, asking.tag);
        tags.set({ ...tags.data, tags: tags.data.tags.filter((it) => it.name !== asking.tag) });
      }}><p>The image itself stays under its digest and its other tags. The tag can be restored for a time, on the page Storage.</p><//>`}`;
}

function Tags({ space, name, page, query, onMore, onDelete }) {
  const [filter, setFilter] = useState(query.get('filter') || '');
  const [order, setOrder] = useState(ORDERS[query.get('order')] ? query.get('order') : 'newest');
  const [shown, setShown] = useState(SHOWN);
  const change = (next) => {
    setFilter(next.filter);
    setOrder(next.order);
    setShown(SHOWN);
    replaceQuery({ filter: next.filter, order: next.order === 'newest' ? '' : next.order });
  };
  const found = useMemo(
    () => page.tags.filter((tag) => tag.name.includes(filter.trim())).sort(ORDERS[order][1]),
    [page, filter, order],
  );
  if (page.tags.length === 0) {
    return html`<${Empty} title="No tags"><p>Manifests that were pushed by digest alone have no tag.</p><//>`;
  }
  return html`<div class="controls">
      <label class="search">Filter <input type="search" value=${filter} placeholder="part of a tag"
        onInput=${(e) => change({ filter: e.target.value, order })} /></label>
      <label>Order <select value=${order} onChange=${(e) => change({ filter, order: e.target.value })}>
        ${Object.entries(ORDERS).map(([id, [text]]) => html`<option value=${id}>${text}</option>`)}</select></label>
      <p role="status">${found.length.toLocaleString('en')} of ${page.tags.length.toLocaleString('en')}${page.next ? ' loaded' : ''} tags</p>
    </div>
    <${Table} label="Tags" rows=${found.slice(0, shown)} row=${(tag) => tag.name} columns=${[
      ['Tag', (tag) => html`<a href=${path('spaces', space, 'repositories', name, tag.name)}>${tag.name}</a>`],
      ['Digest', (tag) => html`<${Digest} value=${tag.digest} />`],
      ['Pushed', (tag) => html`<${Age} time=${tag.pushed} />`],
      ['Action', (tag) => html`<button type="button" class="quiet danger" aria-label=${`Delete the tag ${tag.name}`} onClick=${() => onDelete(tag.name)}>Delete</button>`, 'action'],
    ]} />
    ${found.length > shown
      ? html`<p class="more"><button type="button" onClick=${() => setShown(shown + SHOWN)}>Show more</button></p>`
      : html`<${More} next=${page.next} load=${onMore} />`}`;
}
