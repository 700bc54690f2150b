import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { Age, Command, Confirm, Failure, Loaded, Table, Title, useLoad } from '../ui.js';
import { Grants, Rules } from './rules.js';

const LIFETIMES = [['P30D', '30 days'], ['P90D', '90 days'], ['P365D', 'a year'], ['', 'unlimited']];
const ACTIONS = ['pull', 'push', 'delete', 'admin'];

/** Lists the tokens that the caller may revoke, a form for new ones, and the rules for logins without one. A token's secret is shown once. */
export function Tokens() {
  const tokens = useLoad(() => api.tokens(), []);
  const [made, setMade] = useState(null);
  const [revoking, setRevoking] = useState(null);
  return html`<${Title}>Access<//>
    <${Create} onMade=${(token) => { setMade(token); tokens.reload(); }} />
    ${made && html`<div class="notice good" role="status"><p><strong>${made.name}</strong> is shown only once. Copy it now.</p><${Command} text=${made.token} /></div>`}
    <section><h2>Tokens</h2><${Loaded} of=${tokens} what="tokens">${(list) => html`<${Table} label="Tokens" rows=${list} row=${(it) => it.id} columns=${[
      ['Name', (it) => html`<bdi>${it.name}</bdi>`],
      ['Grants', (it) => html`<${Grants} list=${it.grants} />`],
      ['Created', (it) => html`<${Age} time=${it.created} />`],
      ['Expires', (it) => (it.expires ? html`<${Age} time=${it.expires} />` : 'never')],
      ['Last used', (it) => html`<${Age} time=${it.lastUsed} />`],
      ['Action', (it) => html`<button type="button" class="quiet danger" aria-label=${`Revoke ${it.name}`} onClick=${() => setRevoking(it)}>Revoke</button>`, 'action'],
    ]} />`}<//></section>
    <${Rules} />
    ${revoking && html`<${Confirm} title=${`Revoke ${revoking.name}`} action="Revoke" onClose=${() => setRevoking(null)}
      onConfirm=${async () => { await api.revokeToken(revoking.id); tokens.reload(); }}>
      <p>Clients that use it are refused within five minutes. This cannot be undone.</p><//>`}`;
}

function Create({ onMade }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form);
    setBusy(true);
    setError(null);
    try {
      onMade(await api.createToken({
        name: data.get('name'),
        grants: [{ space: data.get('space'), repository: data.get('repository'), actions: data.getAll('actions') }],
        expiresIn: data.get('life') || null,
      }));
      form.reset();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return html`<details class="form"><summary>New token</summary><form onSubmit=${submit}>
    <label>Name <input name="name" required maxlength="100" /></label>
    <label>Space <input name="space" required value="default" /></label>
    <label>Repositories <input name="repository" required value="**" /><span class="hint">* stands for any characters but a slash, ** for any</span></label>
    <fieldset><legend>Actions</legend>${ACTIONS.map(
      (it) => html`<label class="check"><input type="checkbox" name="actions" value=${it} checked=${it === 'pull'} /> ${it}</label>`,
    )}</fieldset>
    <label>Lifetime <select name="life">${LIFETIMES.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>
    ${error && html`<${Failure} error=${error} />`}
    <button type="submit" class="primary" disabled=${busy}>Create</button></form></details>`;
}
