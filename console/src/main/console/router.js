// The part of the URL after "#" identifies the view, so that reload, back, and shared links work.

/** Builds a view's URL from segments, each of which may contain any characters. */
export function path(...segments) {
  return '#/' + segments.map(encodeURIComponent).join('/');
}

/** Returns the segments and the query of the current URL. */
export function location() {
  const [pathname, search = ''] = window.location.hash.replace(/^#\/?/, '').split('?');
  return {
    segments: pathname.split('/').filter(Boolean).map(decode),
    query: new URLSearchParams(search),
  };
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Goes to a view's URL, as a link would. */
export function go(address) {
  window.location.hash = address;
}

/** Changes the query of the URL in place, without a new entry in the history. */
export function replaceQuery(parameters) {
  const [pathname] = window.location.hash.split('?');
  const given = Object.entries(parameters).filter(([, value]) => value);
  history.replaceState(null, '', pathname + (given.length ? '?' + new URLSearchParams(given) : ''));
}

/** Finds the view of these segments. A pattern's ":name" matches any segment. */
export function match(routes, segments) {
  for (const [pattern, view] of routes) {
    const parts = pattern.split('/').filter(Boolean);
    if (parts.length === segments.length && parts.every((part, i) => part.startsWith(':') || part === segments[i])) {
      const parameters = {};
      parts.forEach((part, i) => {
        if (part.startsWith(':')) {
          parameters[part.slice(1)] = segments[i];
        }
      });
      return { view, parameters };
    }
  }
  return null;
}
