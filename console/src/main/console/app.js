// Finds the view for the URL and shows it within the frame.
import { html, render, useEffect, useState } from './lib/preact.js';
import { session } from './api.js';
import * as router from './router.js';
import { Boundary, Failure, Loaded, useLoad } from './ui.js';
import { Frame } from './frame.js';
import { Login } from './pages/login.js';

/** A view whose module is loaded when it is first shown, so that the first page appears quickly. */
const page = (file, name) => ({ load: () => import(`./pages/${file}.js`).then((module) => module[name]) });

const ROUTES = [
  ['/', page('spaces', 'Spaces')],
  ['/tokens', page('tokens', 'Tokens')],
  ['/spaces/:space', page('repositories', 'Repositories')],
  ['/spaces/:space/repositories/:name', page('repository', 'Repository')],
  ['/spaces/:space/repositories/:name/:reference', page('image', 'Image')],
  ['/spaces/:space/compare', page('compare', 'CompareImages')],
  ['/spaces/:space/packages', page('packages', 'Packages')],
  ['/spaces/:space/packages/:id', page('packages', 'Package')],
  ['/spaces/:space/packages/:id/:version', page('files', 'PackageVersion')],
  ['/spaces/:space/storage', page('storage', 'Storage')],
  ['/spaces/:space/audit', page('audit', 'Audit')],
  ['/spaces/:space/request', page('request', 'RequestBuild')],
  ['/spaces/:space/builds', page('builds', 'Builds')],
  ['/spaces/:space/builds/:id', page('build', 'Build')],
  ['/spaces/:space/builds/:left/diff/:right', page('diff', 'Diff')],
  ['/spaces/:space/deployments', page('deployments', 'Deployments')],
];

/** The sections of pages that have another name. */
const SECTION_OF = { request: 'builds', compare: 'repositories' };

/** The views whose modules are loaded. */
const loaded = new Map();

function View({ of, ...rest }) {
  const found = useLoad(async () => loaded.get(of) || loaded.set(of, await of.load()).get(of), [of]);
  const Shown = loaded.get(of) || found.data;
  // People who use the keyboard or a screen reader begin at the heading of the new view.
  useEffect(() => {
    scrollTo(0, 0);
    document.querySelector('main h1')?.focus({ preventScroll: true });
  }, [Boolean(Shown)]);
  return Shown ? html`<${Shown} ...${rest} />` : html`<${Loaded} of=${found} what="the page">${() => null}<//>`;
}

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
        ? html`<${View} key=${segments.join('/')} of=${found.view} ...${parameters} query=${query} />`
        : html`<${Failure} error=${new Error('There is no such page.')} />`}
    <//>
  <//>`;
}

render(html`<${App} />`, document.getElementById('app'));
