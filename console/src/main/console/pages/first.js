import { html } from '../lib/preact.js';
import { registryHost } from '../api.js';
import { Command, Empty } from '../ui.js';

/** Shows the first commands while nothing is stored. */
export function FirstPush({ space }) {
  const image = `${registryHost}/${space === 'default' ? '' : space + '/'}hello:1`;
  return html`<${Empty} title="Nothing is stored here yet">
    <p>Log in with a token, tag an image with this registry's name, and push it. This page shows it after the push.</p>
    <${Command} label="1" text=${`docker login ${registryHost}`} />
    <${Command} label="2" text=${`docker tag hello-world ${image}`} />
    <${Command} label="3" text=${`docker push ${image}`} />
    <p>You can also push a package with a Dockerfile and configuration files:</p>
    <${Command} label="or" text=${'slipway push mywebapp.1.2.0.zip'} />
  <//>`;
}
