import { html, useEffect, useRef, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { Failure } from '../ui.js';

const WAIT_SECONDS = 10;
const NEAR_THE_END = 40;
const ESCAPES = /\x1b\[[0-9;]*[A-Za-z]/g;

/** The log of a build. It follows what is written unless the reader has scrolled up, and can be searched. */
export function Log({ space, id, ended }) {
  const [text, setText] = useState('');
  const [error, setError] = useState(null);
  const [filter, setFilter] = useState('');
  const [round, setRound] = useState(0);
  const box = useRef(null);
  const follows = useRef(true);
  useEffect(() => {
    let current = true;
    const read = async () => {
      let after = 0;
      setText('');
      for (let part = null; current && !(part && part.ended && !part.more); ) {
        part = await api.log(space, id, after, ended ? 0 : WAIT_SECONDS);
        after = part.last;
        if (current && part.text) {
          setText((before) => before + part.text);
        }
      }
    };
    read().catch((failure) => current && setError(failure));
    return () => {
      current = false;
    };
  }, [space, id, round]);
  useEffect(() => {
    if (box.current && follows.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [text]);
  const scrolled = ({ target }) => {
    follows.current = target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_THE_END;
  };
  const lines = text.replace(ESCAPES, '').split('\n');
  const wanted = filter.toLowerCase();
  const shown = wanted ? lines.filter((line) => line.toLowerCase().includes(wanted)) : lines;
  return html`<section><h2>Log</h2>
    <label class="search">Search <input type="search" value=${filter} onInput=${(e) => setFilter(e.target.value)} /></label>
    ${error && html`<${Failure} error=${error} retry=${() => { setError(null); setRound(round + 1); }} />`}
    <pre class="log" ref=${box} tabindex="0" role="log" aria-label="Log" onScroll=${scrolled}>${shown.map(
      (line) => html`<span class=${kind(line)}>${line}\n</span>`,
    )}</pre></section>`;
}

function kind(line) {
  return /\b(error|failed|fatal)\b/i.test(line) ? 'bad' : /\bwarn(ing)?\b/i.test(line) ? 'warn' : '';
}
