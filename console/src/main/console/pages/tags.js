import { html, useEffect, useMemo, useRef, useState } from '../lib/preact.js';
import { api } from '../api.js';
import { commandsOf } from '../artifact.js';
import { go, path, replaceQuery } from '../router.js';
import { bytes } from '../text.js';
import { Age, Digest, Empty, Failure, Table, useTyped } from '../ui.js';
import { versionKey } from '../versions.js';
import { Commands } from './commands.js';

/** The rows of a page. */
const SHOWN = 100;
/** The number of tags that are loaded automatically: sorting needs all of them. */
const LOADED = 100_000;
/** While it loads, a list is sorted and shown again whenever it has grown by this factor. */
const GROWN = 1.25;
const ORDERS = {
  newest: ['Newest first', (a, b) => compare(b.pushed, a.pushed) || compare(b.version, a.version)],
  version: ['Version', (a, b) => compare(b.version, a.version) || compare(b.name, a.name)],
  name: ['Name', (a, b) => compare(a.name, b.name)],
};

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Loads the tags of a repository in ASCII order, page by page, and shows them while it loads more. It stops in a very long list until the user asks for more; the server searches the rest of it.
 */
export function useTags(space, name, contains, round) {
  const [state, setState] = useState({ tags: [], loading: true });
  const run = useRef(0);
  const load = async (kept, next, limit) => {
    const mine = ++run.current;
    const current = () => run.current === mine;
    const tags = [...kept];
    let seen = 0;
    const show = (more) => {
      seen = tags.length;
      setState({ tags: [...tags], next, contains, loading: false, ...more });
    };
    try {
      do {
        const page = await api.tags(space, name, contains, next);
        tags.push(...page.tags.map((tag) => ({ ...tag, version: versionKey(tag.name) })));
        next = page.next;
        if (!current()) {
          return;
        }
        const loading = Boolean(next) && tags.length < limit;
        if (!loading || tags.length >= seen * GROWN) {
          show({ loading });
        }
      } while (next && tags.length < limit);
    } catch (error) {
      if (current()) {
        show({ error });
      }
    }
  };
  useEffect(() => {
    setState((before) => ({ ...before, loading: true, error: null }));
    load([], '', LOADED);
    return () => {
      run.current++;
    };
  }, [space, name, contains, round]);
  const more = () => {
    setState({ ...state, error: null, loading: true });
    load(state.tags, state.next, state.tags.length + LOADED);
  };
  return { ...state, more };
}

/** Lists the tags of a repository. Two of them can be compared. */
export function Tags({ space, name, image, query, round, onDelete }) {
  const [filter, setFilter] = useState(query.get('filter') || '');
  const [order, setOrder] = useState(ORDERS[query.get('order')] ? query.get('order') : 'newest');
  const [shown, setShown] = useState(SHOWN);
  const [chosen, setChosen] = useState([]);
  const typed = useTyped(filter.trim());
  // The server searches if the list is not loaded completely.
  const [searched, setSearched] = useState('');
  const list = useTags(space, name, searched, round);
  useEffect(() => {
    if (!list.loading && (searched ? typed !== searched : list.next && typed)) {
      setSearched(typed);
    }
  }, [typed, searched, list.loading, list.next]);
  const change = (next) => {
    setFilter(next.filter);
    setOrder(next.order);
    setShown(SHOWN);
    replaceQuery({ filter: next.filter, order: next.order === 'newest' ? '' : next.order });
  };
  const sorted = useMemo(() => [...list.tags].sort(ORDERS[order][1]), [list.tags, order]);
  const found = useMemo(() => sorted.filter((tag) => tag.name.includes(filter.trim())), [sorted, filter]);
  const rows = found.slice(0, shown);
  const facts = useFacts(space, name, rows, list.loading);
  const choose = (tag) => setChosen(chosen.includes(tag) ? chosen.filter((it) => it !== tag) : [...chosen, tag].slice(-2));
  if (list.tags.length === 0 && !list.loading && !list.error && !filter) {
    return html`<${Empty} title="No tags"><p>Manifests that were pushed only by digest have no tag.</p><//>`;
  }
  return html`<div class="controls">
      <label class="search">Filter <input type="search" value=${filter} placeholder="part of a tag"
        onInput=${(e) => change({ filter: e.target.value, order })} /></label>
      <label>Order <select value=${order} onChange=${(e) => change({ filter, order: e.target.value })}>
        ${Object.entries(ORDERS).map(([id, [text]]) => html`<option value=${id}>${text}</option>`)}</select></label>
      <button type="button" disabled=${chosen.length !== 2} onClick=${() => go(compared(space, name, chosen))}>Compare two</button>
      <p role="status">${status(found.length, list, typed)}</p>
    </div>
    ${facts.get(rows[0]?.digest) && html`<${Commands} label=${`Commands for ${rows[0].name}`} commands=${commandsOf(facts.get(rows[0].digest))(image, rows[0].name)} />`}
    ${list.error && html`<${Failure} error=${list.error} retry=${list.more} />`}
    <${Table} label="Tags" rows=${rows} row=${(tag) => tag.name} columns=${[
      ['Compare', (tag) => html`<input type="checkbox" checked=${chosen.includes(tag.name)} onChange=${() => choose(tag.name)} aria-label=${`Compare ${tag.name}`} />`, 'check'],
      ['Tag', (tag) => html`<a href=${path('spaces', space, 'repositories', name, tag.name)}>${tag.name}</a> <${Marks} tag=${tag} />`],
      ['Digest', (tag) => html`<${Digest} value=${tag.digest} />`],
      ['Platforms', (tag) => platforms(facts.get(tag.digest))],
      ['Size', (tag) => size(facts.get(tag.digest)), 'number'],
      ['Pushed', (tag) => html`<${Age} time=${tag.pushed} />`],
      ['Last pull', (tag) => tag.pulled || '–'],
      ['Action', (tag) => html`<button type="button" class="quiet danger" disabled=${tag.protected} aria-label=${`Delete the tag ${tag.name}`} onClick=${() => onDelete(tag.name)}>Delete</button>`, 'action'],
    ]} />
    ${found.length > shown
      ? html`<p class="more"><button type="button" onClick=${() => setShown(shown + SHOWN)}>Show more</button></p>`
      : list.next && !list.loading && html`<p class="more"><button type="button" onClick=${list.more}>Load ${LOADED.toLocaleString('en')} more tags</button></p>`}`;
}

function compared(space, name, [left, right]) {
  return path('spaces', space, 'compare') + '?' + new URLSearchParams({ left: `${name}@${left}`, right: `${name}@${right}` });
}

function status(found, { tags, next, loading, contains }, typed) {
  const count = `${tags.length.toLocaleString('en')} ${tags.length === 1 ? 'tag' : 'tags'}`;
  if (loading) {
    return `${count}, loading more…`;
  }
  const all = next ? `the first ${count} in the order of their names` : count;
  return typed && !contains ? `${found.toLocaleString('en')} of ${all}` : contains ? `${all} with this text` : all;
}

/** Shows the protection of a tag. */
export function Marks({ tag }) {
  return html`${tag.protected && html`<span class="mark" title="It cannot be deleted">protected</span>`}
    ${tag.immutable && html`<span class="mark" title="A push cannot move it">immutable</span>`}`;
}

/** Reads platforms and sizes of the rows that are in view, each digest once. While a list loads, its first rows change: only the earliest are read. */
function useFacts(space, name, rows, loading) {
  const [facts, setFacts] = useState(new Map());
  const read = !loading || facts.size === 0;
  const wanted = read ? [...new Set(rows.map((tag) => tag.digest))].filter((digest) => !facts.has(digest)) : [];
  useEffect(() => {
    if (wanted.length === 0) {
      return;
    }
    api.describe(space, name, wanted).then(
      (found) => setFacts((before) => new Map([...before, ...wanted.map((digest) => [digest, found.get(digest)])])),
      () => {},
    );
  }, [wanted.join()]);
  return facts;
}

function platforms(fact) {
  return fact ? fact.platforms.join(', ') || kind(fact.artifactType) : '–';
}

function kind(type) {
  return type.replace(/^application\/vnd\./, '').replace(/\.(config\.)?v\d+(alpha\d+|beta\d+)?(\+\w+)?$/, '') || '–';
}

function size(fact) {
  return fact ? `${fact.complete ? '' : 'over '}${bytes(fact.size)}` : '–';
}
