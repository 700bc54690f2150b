// Finds the view of the address and shows it within the frame.
import { html, render, useEffect, useState } from './lib/preact.js';
import { session } from './api.js';
import * as router from './router.js';
import { Boundary, Failure } from './ui.js';
import { Frame } from './frame.js';
import { Login } from './pages/login.js';
import { Spaces } from './pages/spaces.js';
import { Repositories } from './pages/repositories.js';
import { Repository } from './pages/repository.js';
import { Image } from './pages/image.js';
import { Packages, Package } from './pages/packages.js';
import { PackageVersion } from './pages/files.js';
import { Storage } from './pages/storage.js';
import { Audit } from './pages/audit.js';
import { RequestBuild } from './pages/request.js';
import { Builds } from './pages/builds.js';
import { Build } from './pages/build.js';
import { Diff } from './pages/diff.js';
import { Deployments } from './pages/deployments.js';
import { Tokens } from './pages/tokens.js';

const ROUTES = [
  ['/', Spaces],
  ['/tokens', Tokens],
  ['/spaces/:space', Repositories],
  ['/spaces/:space/repositories/:name', Repository],
  ['/spaces/:space/repositories/:name/:reference', Image],
  ['/spaces/:space/packages', Packages],
  ['/spaces/:space/packages/:id', Package],
  ['/spaces/:space/packages/:id/:version', PackageVersion],
  ['/spaces/:space/storage', Storage],
  ['/spaces/:space/audit', Audit],
  ['/spaces/:space/request', RequestBuild],
  ['/spaces/:space/builds', Builds],
  ['/spaces/:space/builds/:id', Build],
  ['/spaces/:space/builds/:left/diff/:right', Diff],
  ['/spaces/:space/deployments', Deployments],
];

/** The pages that belong to a section with another name. */
const SECTION_OF = { request: 'builds' };

function App() {
  const [address, setAddress] = useState(window.location.hash);
  const [loggedIn, setLoggedIn] = useState(Boolean(session.token));
  useEffect(() => {
    const moved = () => setAddress(window.location.hash);
    const out = () => setLoggedIn(false);
    addEventListener('hashchange', moved);
    addEventListener('slipway:logout', out);
    return () => {
      removeEventListener('hashchange', moved);
      removeEventListener('slipway:logout', out);
    };
  }, []);
  // People who use the keyboard or a screen reader begin at the heading of the new view.
  useEffect(() => {
    scrollTo(0, 0);
    document.querySelector('main h1')?.focus({ preventScroll: true });
  }, [address.split('?')[0]]);

  if (!loggedIn) {
    return html`<${Login} onLogin=${() => setLoggedIn(true)} />`;
  }
  const { segments, query } = router.location();
  const found = router.match(ROUTES, segments);
  const parameters = found ? found.parameters : {};
  document.title = [...segments.slice(-1), 'Slipway'].join(' · ');
  return html`<${Frame} space=${parameters.space} section=${SECTION_OF[segments[2]] || segments[2] || 'repositories'} onLogout=${() => setLoggedIn(false)}>
    <${Boundary} at=${address}>
      ${found
        ? html`<${found.view} key=${segments.join('/')} ...${parameters} query=${query} />`
        : html`<${Failure} error=${new Error('There is no such page.')} />`}
    <//>
  <//>`;
}

render(html`<${App} />`, document.getElementById('app'));
