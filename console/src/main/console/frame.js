// Shows the frame of every view: the sections of the space, and the logout.
import { html } from './lib/preact.js';
import { session } from './api.js';
import { path } from './router.js';

const SECTIONS = [
  ['repositories', 'Repositories', (space) => path('spaces', space)],
  ['packages', 'Packages', (space) => path('spaces', space, 'packages')],
  ['builds', 'Builds', (space) => path('spaces', space, 'builds')],
  ['deployments', 'Deployments', (space) => path('spaces', space, 'deployments')],
  ['storage', 'Storage', (space) => path('spaces', space, 'storage')],
  ['audit', 'Changes', (space) => path('spaces', space, 'audit')],
];

export function Frame({ space, section, onLogout, children }) {
  const logout = () => {
    session.logout();
    onLogout();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header>
      <a class="brand" href="#/"><img src="icon.svg" alt="" width="24" height="24" />Slipway</a>
      ${space &&
      html`<nav aria-label="Space">
        <a class="space" href=${path('spaces', space)}>${space}</a>
        ${SECTIONS.map(
          ([id, text, address]) =>
            html`<a href=${address(space)} aria-current=${id === section ? 'page' : undefined}>${text}</a>`,
        )}
      </nav>`}
      <nav class="account" aria-label="Account">
        <a href=${path('tokens')}>Access</a>
        <button type="button" class="quiet" onClick=${logout}>Log out</button>
      </nav>
    </header>
    <main id="main" tabindex="-1">${children}</main>`;
}

/** Moves the focus without following the link: the part of the URL after "#" identifies the view. */
function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}
