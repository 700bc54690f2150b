import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { Failure } from '../ui.js';

/** Reports that a tag was deleted, and can restore it. */
export function Restore({ space, image, tag, onRestored }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    setError(null);
    try {
      const entry = await find(space, image, tag);
      if (!entry) {
        throw new Error('The tag is not in the bin: the space deletes permanently, or the tag was already restored.');
      }
      await api.restore(space, entry.id);
      onRestored();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return html`<div class="notice good" role="status"><p>The tag <strong>${tag}</strong> is deleted.
      <button type="button" class="quiet" disabled=${busy} onClick=${restore}>Restore it</button>
      <a href=${path('spaces', space, 'storage')}>Everything that can be restored</a></p>
    ${error && html`<${Failure} error=${error} />`}</div>`;
}

/** Finds the last deletion of a tag, page by page. */
async function find(space, image, tag) {
  let found = null;
  let after;
  do {
    const page = await api.bin(space, after);
    const here = page.entries.filter((it) => it.image === image && it.tags.includes(tag));
    found = [found, ...here].filter(Boolean).sort((a, b) => (a.deleted < b.deleted ? 1 : -1))[0];
    after = page.next;
  } while (after);
  return found;
}
