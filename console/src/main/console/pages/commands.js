import { html, useState } from '../lib/preact.js';
import { Command } from '../ui.js';

/** Shows the commands that fetch an artifact, each [tool, command], one at a time. */
export function Commands({ commands, label = 'Commands' }) {
  const [chosen, setChosen] = useState(0);
  const shown = Math.min(chosen, commands.length - 1);
  return html`<section aria-label=${label}><div class="tabs" role="tablist">
      ${commands.map(
        ([tool], i) => html`<button type="button" role="tab" aria-selected=${i === shown} onClick=${() => setChosen(i)}>${tool}</button>`,
      )}</div>
    <${Command} text=${commands[shown][1]} /></section>`;
}
