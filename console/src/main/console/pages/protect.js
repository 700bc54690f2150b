import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { names, withTag, withoutTag } from '../rules.js';
import { Confirm, useLoad } from '../ui.js';
import { Marks } from './tags.js';

/** Shows the protection of a tag, and lets administrators of the space change it. */
export function Protect({ space, name, tag }) {
  const state = useLoad(async () => {
    const [page, rules] = await Promise.all([api.tags(space, name, tag), api.retention(space).catch(() => null)]);
    return { tag: page.tags.find((it) => it.name === tag), rules };
  }, [space, name, tag], true);
  const [asking, setAsking] = useState(false);
  const { data } = state;
  if (!data?.tag) {
    return null;
  }
  const change = async (wanted) => {
    await api.changeRetention(space, (rules) => Object.fromEntries(Object.entries(rules).map(([key, list]) =>
      [key, key in wanted ? (wanted[key] ? withTag : withoutTag)(list, name, tag) : list])));
    state.reload();
  };
  return html`<p class="facts"><${Marks} tag=${data.tag} />
      ${data.rules && html`<button type="button" onClick=${() => setAsking(true)}>${data.tag.protected || data.tag.immutable ? 'Change its protection' : 'Protect this tag'}</button>`}</p>
    ${asking && html`<${Question} space=${space} name=${name} tag=${data.tag} rules=${data.rules} onClose=${() => setAsking(false)} onChange=${change} />`}`;
}

function Question({ space, name, tag, rules, onClose, onChange }) {
  const [wanted, setWanted] = useState({ protected: tag.protected, immutable: tag.immutable });
  const box = (id, text) => {
    // A pattern protects other tags too, so it is changed in the rules of the space.
    const pattern = tag[id] && !names(rules[id], name, tag.name);
    return html`<label class="check"><input type="checkbox" checked=${wanted[id]} disabled=${pattern} onChange=${(e) => setWanted({ ...wanted, [id]: e.target.checked })} /> ${text}</label>
      ${pattern && html`<p class="hint">A rule of the space does this for several tags. <a href=${path('spaces', space, 'storage')}>See the rules</a></p>`}`;
  };
  return html`<${Confirm} title=${`Protect ${tag.name}`} action="Change" danger=${false} onClose=${onClose} onConfirm=${() => onChange(wanted)}>
    ${box('protected', 'Keep it from being deleted')}
    <p class="hint">Neither people nor rules can delete the tag until its protection is removed here. It can still be pulled, and a push can move it.</p>
    ${box('immutable', 'Keep it from being moved')}
    <p class="hint">A push of other content to this tag is refused: everyone who pulls it gets the same image as before.</p><//>`;
}
