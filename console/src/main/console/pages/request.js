import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { go, path } from '../router.js';
import { Failure, Title } from '../ui.js';

const FIELDS = [
  ['package', 'Package', true],
  ['version', 'Version', true],
  ['deployment', 'Deployment', true],
  ['environment', 'Environment', true],
  ['tenant', 'Tenant', false],
];

/** Requests the image of a deployment. The URL can contain the values of an earlier build. */
export function RequestBuild({ space, query }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setError(null);
    setBusy(true);
    try {
      const build = await api.requestBuild(space, read(new FormData(event.target)));
      go(path('spaces', space, 'builds', build.id));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return html`<${Title} crumbs=${[['Builds', path('spaces', space, 'builds')]]}>Request a build<//>
    <div class="form"><form onSubmit=${submit}>
      ${FIELDS.map(([id, text, required]) => html`<label>${text}
        <input name=${id} required=${required} defaultValue=${query.get(id) || ''} maxlength="200" autocomplete="off" spellcheck=${false} /></label>`)}
      <label>Variables, as JSON
        <textarea name="variables" rows="8" spellcheck=${false} placeholder='{"Database:Host": "db.example.com"}' />
        <span class="hint">Names and values, or an export of Octopus Deploy. Values are sent for this request only; none are kept from an earlier build.</span></label>
      <label class="check"><input type="checkbox" name="redeployment" /> Redeployment: the tag of this deployment may move to a new image</label>
      <label class="check"><input type="checkbox" name="allowSensitive" /> Sensitive values may become part of the image</label>
      ${error && html`<${Failure} error=${error} />`}
      <div class="buttons"><button type="submit" class="primary" disabled=${busy}>${busy ? 'Requesting…' : 'Request the image'}</button></div>
    </form></div>`;
}

function read(form) {
  const request = {};
  for (const [id] of FIELDS) {
    const value = form.get(id).trim();
    if (value) {
      request[id] = value;
    }
  }
  const variables = form.get('variables').trim();
  if (variables) {
    try {
      request.variables = JSON.parse(variables);
    } catch (e) {
      throw new Error(`The variables must be JSON, but are not: ${e.message}`);
    }
  }
  return { ...request, redeployment: form.has('redeployment'), allowSensitive: form.has('allowSensitive') };
}
