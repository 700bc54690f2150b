import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { Age, Command, Confirm, Loaded, Table, useLoad } from '../ui.js';

/** Lists the AWS principals and the workloads that log in without a token of their own. */
export function Rules() {
  return html`<${List} title="AWS roles and users" load=${api.principals} remove=${api.removePrincipal}
      name=${(it) => it.principal} columns=${[['Principal', (it) => html`<code>${it.principal}</code>`]]}
      command="slipway principal add arn:aws:iam::123456789012:role/ci --repository 'web/**'" />
    <${List} title="Workloads (OpenID Connect)" load=${api.identities} remove=${api.removeIdentity}
      name=${(it) => `${it.issuer} ${claims(it)}`} columns=${[
        ['Issuer', (it) => html`<code>${it.issuer}</code>`],
        ['Claims', (it) => html`<code>${claims(it)}</code>`],
      ]}
      command="slipway identity add https://token.actions.githubusercontent.com --audience slipway --claim sub=repo:acme/web:ref:refs/heads/main --repository web" />`;
}

function claims({ audience, claims: wanted }) {
  return [['aud', audience], ...Object.entries(wanted)].map(([name, value]) => `${name}=${value}`).join(' ');
}

export function Grants({ list }) {
  return list.map((grant) => html`<div><code>${grant.actions.join(', ')}</code> on <code>${grant.space}/${grant.repository}</code></div>`);
}

function List({ title, load, remove, name, columns, command }) {
  const rules = useLoad(load, []);
  const [removing, setRemoving] = useState(null);
  // Only administrators see rules; for others there is nothing to explain.
  if (rules.error && rules.error.status === 403) {
    return null;
  }
  return html`<section><h2>${title}</h2><${Loaded} of=${rules} what="rules">${(list) =>
      list.length === 0
        ? html`<p>No rules. Add one:</p><${Command} text=${command} />`
        : html`<${Table} label=${title} rows=${list} row=${(it) => it.id} columns=${[
            ...columns,
            ['Grants', (it) => html`<${Grants} list=${it.grants} />`],
            ['Created', (it) => html`<${Age} time=${it.created} />`],
            ['Action', (it) => html`<button type="button" class="quiet danger" aria-label=${`Remove ${name(it)}`} onClick=${() => setRemoving(it)}>Remove</button>`, 'action'],
          ]} />`}<//>
    ${removing && html`<${Confirm} title="Remove this rule" action="Remove" onClose=${() => setRemoving(null)}
      onConfirm=${async () => { await remove(removing.id); rules.reload(); }}>
      <p><code>${name(removing)}</code> can no longer log in. Tokens that it already has stay valid until they expire.</p><//>`}</section>`;
}
