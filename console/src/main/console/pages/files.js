import { html, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { path } from '../router.js';
import { bytes } from '../text.js';
import { Age, Command, Digest, Failure, Loaded, Title, useLoad } from '../ui.js';

/** Shows one version of a package: its archive, and its files as a tree. */
export function PackageVersion({ space, id, version }) {
  const found = useLoad(() => api.packageVersion(space, id, version), [space, id, version]);
  const files = useLoad(() => api.packageFiles(space, id, version), [space, id, version]);
  const crumbs = [['Packages', path('spaces', space, 'packages')], [id, path('spaces', space, 'packages', id)]];
  return html`<${Title} crumbs=${crumbs}>${version}<//>
    <${Loaded} of=${found} what="the version">${(it) => html`<p class="facts"><span>${it.file}</span><span>${bytes(it.size)}</span>
        <span><${Digest} value=${it.digest} /></span><span>pushed <${Age} time=${it.created} /></span>
        <a href=${path('spaces', space, 'repositories', it.repository.replace(/^.*?(packages\/)/, '$1'), it.tag)}>Manifest</a></p>
      <${Command} text=${`slipway package download ${id} ${version}${space === 'default' ? '' : ' --space ' + space}`} />`}<//>
    <section><h2>Files</h2><${Loaded} of=${files} what="the files">${(it) => html`
      ${it.incomplete && html`<${Failure} error=${new Error('The archive is large: only its first files are listed.')} />`}
      <${Folder} node=${tree(it.files)} label="Files" />`}<//></section>`;
}

/** Shows a folder's entries; those of its folders are rendered when they are opened, because archives have thousands. */
function Folder({ node, label }) {
  const entries = [...node.entries].sort(([a, x], [b, y]) => Boolean(y.entries) - Boolean(x.entries) || (a < b ? -1 : 1));
  return html`<ul class="tree" aria-label=${label}>${entries.map(([name, entry]) => html`<li key=${name}>${entry.entries
    ? html`<${Closed} name=${name} node=${entry} />`
    : html`<span class="entry"><bdi>${name}</bdi>${entry.target ? ` → ${entry.target}` : ''}</span> <small>${entry.kind === 'file' ? bytes(entry.size) : entry.kind}</small>`}</li>`)}</ul>`;
}

function Closed({ name, node }) {
  const [open, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary><bdi>${name}</bdi>/ <small>${node.files.toLocaleString('en')} ${node.files === 1 ? 'file' : 'files'}, ${bytes(node.size)}</small></summary>
    ${open && html`<${Folder} node=${node} label=${name} />`}</details>`;
}

/** Arranges paths as folders, with the number and size of all files below each. */
function tree(files) {
  const root = folder();
  for (const file of files) {
    const parts = file.path.split('/');
    let at = root;
    const above = [root];
    for (const part of parts.slice(0, -1)) {
      at = child(at, part);
      above.push(at);
    }
    if (file.kind === 'folder') {
      child(at, parts.at(-1));
    } else {
      at.entries.set(parts.at(-1), file);
      above.forEach((it) => {
        it.files++;
        it.size += file.size || 0;
      });
    }
  }
  return root;
}

function folder() {
  return { entries: new Map(), files: 0, size: 0 };
}

function child(node, name) {
  if (!node.entries.get(name)?.entries) {
    node.entries.set(name, folder());
  }
  return node.entries.get(name);
}
