// Components that all pages use.
import { html, Component, useEffect, useRef, useState } from './lib/preact.js';
import { api } from './api.js';
import { ago, bytes, short } from './text.js';

const PAUSE = 250;
const NEARLY_FULL = 0.8;
const WATCH = 4000;

/**
 * Loads data for a view. Ignores a response that arrives after the view has moved on. Drops the data of an earlier load, unless it is to be kept until the next one is complete. Returns {data, error, loading, reload, set}.
 */
export function useLoad(load, inputs, keep = false) {
  const [state, setState] = useState({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setState((before) => (keep || round > 0 ? { ...before, loading: true } : { loading: true }));
    load().then(
      (data) => current && setState({ data, loading: false }),
      (error) => current && setState({ error, loading: false }),
    );
    return () => {
      current = false;
    };
  }, [...inputs, round]);
  return { ...state, reload: () => setRound(round + 1), set: (data) => setState({ data, loading: false }) };
}

/** Shows the state of a load: its error, its progress, or its data. */
export function Loaded({ of, what, children }) {
  if (of.error) {
    return html`<${Failure} error=${of.error} retry=${of.reload} />`;
  }
  if (of.data === undefined) {
    return html`<p class="wait" role="status">Loading ${what}…</p>`;
  }
  return children(of.data);
}

export function Failure({ error, retry }) {
  return html`<div class="notice error" role="alert">
    <p><strong>${error.status === 404 ? 'Not found.' : 'Something went wrong.'}</strong> ${error.message}</p>
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

/** Keeps an error in one view from breaking the whole page. */
export class Boundary extends Component {
  componentDidCatch(error) {
    this.setState({ error });
  }
  componentDidUpdate(before) {
    if (before.at !== this.props.at && this.state.error) {
      this.setState({ error: null });
    }
  }
  render() {
    return this.state.error ? html`<${Failure} error=${this.state.error} />` : this.props.children;
  }
}

export function Title({ children, crumbs = [], actions }) {
  return html`<div class="title">
    ${crumbs.length > 0 &&
    html`<nav aria-label="Breadcrumb" class="crumbs">${crumbs.map(([text, address]) => html`<a href=${address}>${text}</a>`)}</nav>`}
    <div class="heading"><h1 tabindex="-1">${children}</h1>${actions}</div>
  </div>`;
}

/** Polls while something is awaited. */
export function useWatch(awaited, look) {
  useEffect(() => {
    if (!awaited) {
      return undefined;
    }
    // A failed poll is followed by the next.
    const timer = setInterval(() => look().catch(() => {}), WATCH);
    return () => clearInterval(timer);
  }, [Boolean(awaited)]);
}

/** Returns the text that was typed, once the typing has paused. */
export function useTyped(text) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return typed;
}

/** Shows an amount, and a bar if it is limited. */
export function Quota({ name, used, limit, text }) {
  if (limit === null) {
    return html`<p class="amount">${name}: <strong>${text(used)}</strong></p>`;
  }
  const share = limit === 0 ? 1 : Math.min(used / limit, 1);
  return html`<p class="amount">${name}: <strong>${text(used)}</strong> of ${text(limit)}</p>
    <div class="bar quota" role="img" aria-label=${`${name}: ${Math.round(share * 100)} percent of the quota`}>
      <svg class=${share >= NEARLY_FULL ? 'part full' : 'part shared'} width=${`${share * 100}%`} height="12"><rect width="100%" height="100%" /></svg></div>`;
}

/** Shows the usage of a space beside its quota; nothing for callers who do not administer it. */
export function Held({ of }) {
  return of.data ? html`<${Quota} name="Stored" used=${of.data.held.bytes} limit=${of.data.quota.bytes} text=${bytes} />` : null;
}

/** Loads the usage of a space, and its quota. */
export function useUsage(space) {
  return useLoad(async () => {
    const [held, quota] = await Promise.all([api.usage(space), api.quota(space)]);
    return { held, quota };
  }, [space]);
}

/** Shows how long ago a time was. Things that have always existed, such as the default space, have the earliest time. */
export function Age({ time }) {
  return time && new Date(time).getTime() > 0 ? html`<time datetime=${time} title=${new Date(time).toLocaleString()}>${ago(time)}</time>` : '–';
}

export function Digest({ value }) {
  return value ? html`<code class="digest" title=${value}>${short(value)}</code>` : '–';
}

/** Copies a text to the clipboard, and confirms it. */
export function Copy({ text, label = 'Copy' }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('Select and copy by hand');
    }
    setTimeout(() => setSaid(''), 2000);
  };
  return html`<button type="button" class="quiet" onClick=${copy} aria-label=${`${label}: ${text}`}>
    <span aria-live="polite">${said || label}</span>
  </button>`;
}

/** A command that can be copied. */
export function Command({ text, label }) {
  return html`<div class="command">
    ${label && html`<span class="tool">${label}</span>`}
    <code tabindex="0">${text}</code>
    <${Copy} text=${text} />
  </div>`;
}

export function Empty({ title, children }) {
  return html`<div class="empty"><h2>${title}</h2>${children}</div>`;
}

export function State({ value }) {
  return html`<span class=${'state ' + value.toLowerCase()}>${value}</span>`;
}

/** A dialogue that asks before something changes. If a word is given it must be typed. */
export function Confirm({ title, word, action, danger = true, onConfirm, onClose, children }) {
  const dialog = useRef(null);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  const confirm = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="confirm-title">
    <form onSubmit=${confirm}>
      <h2 id="confirm-title">${title}</h2>
      ${children}
      ${word &&
      html`<label><span>Type <strong>${word}</strong> to confirm</span>
        <input value=${typed} onInput=${(e) => setTyped(e.target.value)} autocomplete="off" /></label>`}
      ${error && html`<${Failure} error=${error} />`}
      <div class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class=${danger ? 'danger' : 'primary'} disabled=${busy || (word && typed !== word)}>${action}</button>
      </div>
    </form>
  </dialog>`;
}

/** A table whose columns are [heading, cell(row), class?]. On a narrow screen each row becomes a block. */
export function Table({ label, columns, rows, row }) {
  return html`<div class="table"><table aria-label=${label}>
    <thead><tr>${columns.map(([heading, , kind]) => html`<th scope="col" class=${kind}>${heading}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (item, i) => html`<tr key=${row ? row(item) : i}>
        ${columns.map(([heading, cell, kind]) => html`<td data-heading=${heading} class=${kind}>${cell(item)}</td>`)}
      </tr>`,
    )}</tbody>
  </table></div>`;
}

/** Loads the next page of a list on request. */
export function More({ next, load }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  if (!next) {
    return null;
  }
  const more = async () => {
    setBusy(true);
    setError(null);
    try {
      await load(next);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return html`<p class="more">
    <button type="button" onClick=${more} disabled=${busy}>${busy ? 'Loading…' : 'Show more'}</button>
    ${error && html`<${Failure} error=${error} />`}
  </p>`;
}
