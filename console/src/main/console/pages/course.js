import { html } from '../lib/preact.js';
import { api } from '../api.js';
import { Digest, Loaded, Table, useLoad } from '../ui.js';

const STAGES = {
  start: 'read inputs',
  fetch: 'fetch packages',
  extract: 'extract packages',
  features: 'run features',
  build: 'build',
  push: 'push',
  attest: 'attach SBOM and provenance',
};

/** Shows the course of a build: its stages as a bar, its warnings, the files that features changed, its variables. */
export function Course({ space, id, state }) {
  const report = useLoad(() => api.buildReport(space, id), [space, id, state]);
  return html`<${Loaded} of=${report} what="the course of the build">${(it) => html`
    <${Stages} stages=${it.stages.filter(({ stage }) => STAGES[stage])} />
    ${it.warnings.map((warning) => html`<div class="notice"><p><strong>Warning.</strong> ${warning}</p></div>`)}
    ${it.files.length > 0 &&
    html`<section><h2>Changed by features</h2><${Table} label="Changed files" rows=${it.files} row=${(file) => file.path} columns=${[
      ['File', (file) => html`<code>${file.path}</code>`],
      ['By', (file) => file.features.join(', ')],
      ['Digest', (file) => html`<${Digest} value=${file.digest} />`],
    ]} /></section>`}
    ${it.variables.length > 0 &&
    html`<details><summary>${it.variables.length.toLocaleString('en')} variables</summary><${Table} label="Variables" rows=${it.variables} columns=${[
      ['Name', (variable) => html`<bdi>${variable.name}</bdi>`],
      ['Value', (variable) => (variable.sensitive ? html`<em>sensitive</em>` : html`<code>${variable.value}</code>`)],
    ]} /></details>`}`}<//>`;
}

function Stages({ stages }) {
  const total = stages.reduce((sum, it) => sum + it.milliseconds, 0);
  if (total === 0) {
    return null;
  }
  const text = stages.map((it) => `${STAGES[it.stage]} ${seconds(it.milliseconds)}`).join(', ');
  return html`<section><h2>Stages</h2><div class="bar" role="img" aria-label=${`Stages: ${text}`}>${stages.map(
      (it, i) => html`<svg class=${'part part' + (i % 6)} width=${`${(it.milliseconds / total) * 100}%`} height="12"><title>${STAGES[it.stage]}</title><rect width="100%" height="100%" /></svg>`,
    )}</div>
    <p class="legend">${stages.map(
      (it, i) => html`<span><svg class=${'part' + (i % 6)} width="10" height="10" aria-hidden="true"><rect width="10" height="10" /></svg> ${STAGES[it.stage]} ${seconds(it.milliseconds)}</span>`,
    )}</p></section>`;
}

function seconds(milliseconds) {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
