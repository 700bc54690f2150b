import { html, useState } from '../lib/preact.js';
import { api, registry, registryHost } from '../api.js';
import { go, path } from '../router.js';
import { Age, Confirm, Loaded, Title, useLoad } from '../ui.js';
import { Tags } from './tags.js';
import { Restore } from './restore.js';

/** Shows one repository: its tags, its visibility, and its deletion. */
export function Repository({ space, name, query }) {
  const repository = useLoad(() => api.repository(space, name), [space, name]);
  const [round, setRound] = useState(0);
  const [asking, setAsking] = useState(null);
  const [deleted, setDeleted] = useState(null);
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
      <span>${it.visibility === 'public' ? 'Everyone may pull' : 'Tokens with a grant may pull'}</span>
      <span>${it.tags.toLocaleString('en')}${it.moreTags ? ' or more' : ''} ${it.tags === 1 ? 'tag' : 'tags'}</span>
      <span>created <${Age} time=${it.created} /></span>
      <span>${it.pulled ? `last pull on ${it.pulled}` : 'no pull recorded'}</span>
      <code>${registryHost}/${it.image}</code></p>
      ${deleted && html`<${Restore} space=${space} image=${it.image} tag=${deleted} onRestored=${() => { setDeleted(null); setRound(round + 1); }} />`}
      <${Tags} space=${space} name=${name} image=${`${registryHost}/${it.image}`} query=${query} round=${round} onDelete=${(tag) => setAsking({ tag })} />`}<//>
    ${asking === 'delete' &&
    html`<${Confirm} title=${`Delete ${name}`} word=${name} action="Delete the repository" onConfirm=${remove} onClose=${() => setAsking(null)}>
      <p>Pulls from it fail from now on, by tag and by digest, and so do deployments that need them. It is moved to the bin with all its images,
        and <a href=${path('spaces', space, 'storage')}>Storage</a> can restore it for as long as the rules of the space allow, by default seven days.</p><//>`}
    ${asking === 'visibility' &&
    html`<${Confirm} title=${repository.data.visibility === 'public' ? `Make ${name} private` : `Make ${name} public`} action="Change"
      onConfirm=${() => share(repository.data.visibility === 'public' ? 'private' : 'public')} onClose=${() => setAsking(null)}>
      <p>${repository.data.visibility === 'public'
        ? 'Only tokens with a grant will be able to pull from it. Bearer tokens already issued to anonymous clients stay valid for at most five minutes.'
        : 'Everyone who can reach this registry will be able to pull from it, without a login.'}</p><//>`}
    ${asking && asking.tag &&
    html`<${Confirm} title=${`Delete the tag ${asking.tag}`} action="Delete the tag" onClose=${() => setAsking(null)}
      onConfirm=${async () => {
        await registry.deleteManifest(repository.data.image, asking.tag);
        setDeleted(asking.tag);
        setRound(round + 1);
      }}><p>Pulls by this tag fail from now on. The image itself is kept under its digest and its other tags. The tag can be restored for a limited time.</p><//>`}`;
}
