import { html, useEffect, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { duration, placeOf } from '../text.js';
import { Age, Command, Confirm, Digest, Loaded, State, Table, Title, useLoad } from '../ui.js';
import { Course } from './course.js';
import { Log } from './log.js';

const ENDED = ['Succeeded', 'Failed', 'Cancelled', 'TimedOut'];
const POLL = 2000;

/** Shows one build: its inputs, its course, and its log as it grows. */
export function Build({ space, id }) {
  const build = useLoad(() => api.build(space, id), [space, id]);
  const [cancelling, setCancelling] = useState(false);
  const running = build.data && !ENDED.includes(build.data.state);
  useEffect(() => {
    if (!running) {
      return undefined;
    }
    const timer = setInterval(() => api.build(space, id).then(build.set, () => {}), POLL);
    return () => clearInterval(timer);
  }, [running, space, id]);
  return html`<${Title} crumbs=${[['Builds', path('spaces', space, 'builds')]]} actions=${running
      ? html`<button type="button" class="danger" onClick=${() => setCancelling(true)}>Cancel the build</button>`
      : build.data && html`<a class="button" href=${again(space, build.data)}>Build again</a>`}>
      ${build.data ? build.data.image.replace(/^[^/]*\//, '') : id}<//>
    <${Loaded} of=${build} what="the build">${(it) => html`<${Facts} space=${space} build=${it} />
      <${Course} space=${space} id=${id} state=${it.state} />
      <${Log} space=${space} id=${id} ended=${ENDED.includes(it.state)} />`}<//>
    ${cancelling &&
    html`<${Confirm} title="Cancel this build" action="Cancel the build" onClose=${() => setCancelling(false)}
      onConfirm=${async () => build.set(await api.cancel(space, id))}><p>Its job is stopped, and no image is pushed.</p><//>`}`;
}

/** Returns the URL of the request form, filled in with the values of this build. */
function again(space, { package: { id, version }, deployment }) {
  const values = { package: id, version, deployment: deployment.id, environment: deployment.environment, tenant: deployment.tenant };
  return path('spaces', space, 'request') + '?' + new URLSearchParams(Object.entries(values).filter(([, value]) => value));
}

function Facts({ space, build }) {
  const [, name] = placeOf(build.image.replace(/^[^/]*\//, '').replace(/:[^:]*$/, ''));
  return html`<p class="facts"><${State} value=${build.state} />
      <span>${build.deployment.environment || 'no environment'}${build.deployment.tenant ? ` · ${build.deployment.tenant}` : ''}</span>
      <span>deployment <a href=${path('spaces', space, 'builds') + '?deployment=' + encodeURIComponent(build.deployment.id)}>${build.deployment.id}</a></span>
      <span>requested <${Age} time=${build.created} /> by ${build.requestedBy}</span></p>
    ${build.engineReason && html`<p class="hint">Built by a job: ${build.engineReason}</p>`}
    <${Timeline} build=${build} />
    ${build.failure && html`<${BuildFailure} failure=${build.failure} />`}
    ${build.digest &&
    html`<${Command} label="image" text=${build.image} /><${Command} label="by digest" text=${build.reference} />
      <p><a href=${path('spaces', space, 'repositories', name, build.digest)}>Layers, configuration and provenance</a></p>`}
    <section><h2>Inputs</h2><${Table} label="Inputs" rows=${inputs(build)} columns=${[
      ['What', (it) => it.what],
      ['Name', (it) => (it.package ? html`<a href=${path('spaces', space, 'packages', it.package)}>${it.name}</a>` : html`<code>${it.name}</code>`)],
      ['Version', (it) => it.version || '–'],
      ['Digest', (it) => html`<${Digest} value=${it.digest} />`],
    ]} /></section>`;
}

function inputs(build) {
  const of = (what) => (it) => ({ what, package: it.id, name: it.id, version: it.version, digest: it.digest });
  return [
    of('Source image')(build.package),
    ...build.packages.map(of('Package')),
    ...build.baseImages.map((it) => ({ what: 'Base image', name: it.image, digest: it.digest })),
  ];
}

/** Shows the times that the build waited and ran as parts of a bar. */
function Timeline({ build }) {
  if (!build.started) {
    return null;
  }
  const end = build.ended || new Date().toISOString();
  const waited = Math.max(new Date(build.started) - new Date(build.created), 0);
  const ran = Math.max(new Date(end) - new Date(build.started), 1);
  const share = (part) => `${(part / (waited + ran)) * 100}%`;
  return html`<div class="bar" role="img" aria-label=${`Waited ${duration(build.created, build.started)}, ran ${duration(build.started, end)}`}>
      <svg class="part wait" width=${share(waited)} height="12"><rect width="100%" height="100%" /></svg>
      <svg class="part ran" width=${share(ran)} height="12"><rect width="100%" height="100%" /></svg></div>
    <p class="hint">Waited ${duration(build.created, build.started)}, ran ${duration(build.started, end)}</p>`;
}

function BuildFailure({ failure }) {
  const place = failure.file ? ` in ${failure.file}${failure.line ? `, line ${failure.line}` : ''}` : '';
  return html`<div class="notice error" role="alert">
    <p><strong>Failed${failure.stage ? ` while ${failure.stage}` : ''}${place}.</strong> ${failure.message}</p>
    ${failure.lastLines.length > 0 && html`<pre tabindex="0">${failure.lastLines.join('\n')}</pre>`}</div>`;
}
