import { html, useState } from '../lib/preact.js';
import { api, registryHost, session } from '../api.js';
import { canSign, login, readCredentials } from '../aws.js';
import { Failure } from '../ui.js';

/** Asks for a token, or for AWS credentials to get one, and tries the token before storing it. */
export function Login({ onLogin }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const attempt = (form, find) => async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      session.login(await find(new FormData(event.target)));
      await api.spaces();
      onLogin();
    } catch (failure) {
      session.logout();
      setBusy(false);
      setError({ form, failure: failure.status === 401 ? new Error('This token is not valid, or has expired.') : failure });
    }
  };
  return html`<main class="login" id="main"><div>
    <form onSubmit=${attempt('token', token)}>
      <h1><img src="icon.svg" alt="" width="40" height="40" /> Slipway</h1>
      <p>The registry at <strong>${registryHost}</strong></p>
      <label>Token
        <input name="token" type="password" required autocomplete="off" spellcheck=${false} placeholder="slp_…" />
      </label>
      ${error?.form === 'token' && html`<${Failure} error=${error.failure} />`}
      <button type="submit" class="primary" disabled=${busy}>${busy ? 'Logging in…' : 'Log in'}</button>
      <p class="hint">Create one with <code>slipway token create NAME</code>. On one machine, the administrator's token is in the file <code>admin-token</code> of the data
        folder. The token is forgotten when this tab is closed.</p>
    </form>
    ${canSign && html`<details class="aws"><summary>Log in with AWS</summary><form onSubmit=${attempt('aws', signed)}>
      <label>Credentials
        <textarea name="credentials" rows="4" required autocomplete="off" spellcheck=${false} placeholder="export AWS_ACCESS_KEY_ID=…" /></label>
      <p class="hint">As the AWS access portal shows them, or <code>aws configure export-credentials</code>. The browser signs one request with them; they are neither sent nor stored.
        The token is valid for 12 hours and has the grants of the rules for the role.</p>
      ${error?.form === 'aws' && html`<${Failure} error=${error.failure} />`}
      <button type="submit" disabled=${busy}>Log in with AWS</button>
    </form></details>`}</div>
  </main>`;
}

function token(form) {
  const text = form.get('token').trim();
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new Error('A token must have only letters, digits and underscores. Copy all of it, without spaces.');
  }
  return text;
}

function signed(form) {
  const credentials = readCredentials(form.get('credentials'));
  if (!credentials) {
    throw new Error('The credentials must have an access key id and a secret access key, each as name=value.');
  }
  return login(credentials);
}
