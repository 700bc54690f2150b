import { html, useState } from '../lib/preact.js';
import { api, registryHost, session } from '../api.js';
import { Failure } from '../ui.js';

/** Asks for a token, and tries it before it is kept. */
export function Login({ onLogin }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    if (!/^[\x21-\x7e]+$/.test(token)) {
      setError(new Error('A token has letters, digits and underscores only. Copy it whole, without spaces.'));
      return;
    }
    setBusy(true);
    session.login(token);
    try {
      await api.spaces();
      onLogin();
    } catch (failure) {
      session.logout();
      setBusy(false);
      setError(failure.status === 401 ? new Error('This token is not valid, or has expired.') : failure);
    }
  };
  return html`<main class="login" id="main">
    <form onSubmit=${submit}>
      <h1><img src="icon.svg" alt="" width="40" height="40" /> Slipway</h1>
      <p>The registry at <strong>${registryHost}</strong></p>
      <label>Token
        <input name="token" type="password" required autocomplete="off" spellcheck="false" placeholder="slp_…" />
      </label>
      ${error && html`<${Failure} error=${error} />`}
      <button type="submit" class="primary" disabled=${busy}>${busy ? 'Logging in…' : 'Log in'}</button>
      <p class="hint">Create one with <code>slipway token create NAME</code>. On one machine the administrator's token is in the file
        <code>admin-token</code> of the data folder. This tab forgets it when it is closed.</p>
    </form>
  </main>`;
}
