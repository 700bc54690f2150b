import { html } from '../lib/preact.js';
import { changedLines } from '../changes.js';
import { SideBySide, Values } from './sides.js';

/** Shows the inputs that differ between two builds: variables, files with changed words marked, packages, base images. */
export function Changed({ diff, left, right }) {
  return html`<${Values} title="Variables" rows=${diff.variables} name="name" what="No variable differs." />
    <section><h2>Files</h2>${diff.files.length === 0
      ? html`<p>The features wrote the same files.</p>`
      : diff.files.map((file) => html`<${File} file=${file} left=${left} right=${right} />`)}</section>
    <${Values} title="Packages" rows=${diff.packages} name="id" what="Both use the same packages." />
    <${Values} title="Base images" rows=${diff.baseImages} name="image" what="Both use the same base images." />`;
}

function File({ file, left, right }) {
  const [a, b] = [file.left, file.right];
  if ((a && a.text === null) || (b && b.text === null)) {
    return html`<details><summary>${file.path}</summary><p>It is not text, or too long to be compared here.</p></details>`;
  }
  const rows = changedLines(a ? a.text : '', b ? b.text : '');
  return html`<details open><summary><bdi>${file.path}</bdi></summary>
    <${SideBySide} label=${`Changes to ${file.path}`} left=${left} right=${right} rows=${rows} /></details>`;
}
