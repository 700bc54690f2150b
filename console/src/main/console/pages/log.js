import { html, useEffect, useMemo, useRef, useState } from '../lib/preact.js';
import { parts, plain } from '../ansi.js';
import { api } from '../api.js';
import { Failure } from '../ui.js';

const WAIT_SECONDS = 10;
const NEAR_THE_END = 40;
/** The number of lines that are shown at once: more slow the browser down. */
const SHOWN = 5_000;
/** A value, because templates drop white space that contains line ends. */
const LINE_END = '\n';

/**
 * Shows the log of a build. It follows new lines until the reader scrolls up, then keeps the place and offers a button to the end. A search shows
 * the lines that contain a text, with their numbers.
 */
export function Log({ space, id, ended }) {
  const [text, setText] = useState('');
  const [error, setError] = useState(null);
  const [filter, setFilter] = useState('');
  const [round, setRound] = useState(0);
  const [follows, setFollows] = useState(true);
  const [shown, setShown] = useState(SHOWN);
  const box = useRef(null);
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
    if (box.current && follows) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [text, follows]);
  const scrolled = ({ target }) => setFollows(target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_THE_END);
  const wanted = filter.toLowerCase();
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n').map((line, i) => ({ line, number: i + 1 })), [text]);
  const found = useMemo(() => (wanted ? lines.filter(({ line }) => plain(line).toLowerCase().includes(wanted)) : lines), [lines, wanted]);
  const last = found.slice(-shown);
  return html`<section><h2>Log</h2>
    <div class="controls"><label class="search">Search <input type="search" value=${filter} onInput=${(e) => setFilter(e.target.value)} /></label>
      ${wanted && html`<p role="status">${found.length.toLocaleString('en')} of ${lines.length.toLocaleString('en')} lines</p>`}
      ${!follows && html`<button type="button" onClick=${() => setFollows(true)}>To the end</button>`}
      ${found.length > shown && html`<button type="button" onClick=${() => setShown(shown + SHOWN)}>Show earlier lines</button>`}</div>
    ${error && html`<${Failure} error=${error} retry=${() => { setError(null); setRound(round + 1); }} />`}
    <pre class="log" ref=${box} tabindex="0" role="log" aria-label="Log" onScroll=${scrolled}>${last.map(
      ({ line, number }) => html`<span key=${number} class=${kind(plain(line))}>${wanted ? marked(line, wanted, number) : coloured(line)}${LINE_END}</span>`,
    )}</pre></section>`;
}

function coloured(line) {
  return parts(line).map(({ text, style }) => (style ? html`<span class=${style}>${text}</span>` : text));
}

/** Shows a line with its number and with the matches of the search marked. */
function marked(line, wanted, number) {
  const text = plain(line);
  const found = [html`<small>${number}: </small>`];
  let from = 0;
  for (let at = text.toLowerCase().indexOf(wanted); at >= 0; at = text.toLowerCase().indexOf(wanted, from)) {
    found.push(text.slice(from, at), html`<mark>${text.slice(at, at + wanted.length)}</mark>`);
    from = at + wanted.length;
  }
  return [...found, text.slice(from)];
}

function kind(line) {
  return /\b(error|failed|fatal)\b/i.test(line) ? 'bad' : /\bwarn(ing)?\b/i.test(line) ? 'warn' : '';
}
