// Each view has an address in the part of the URL after "#", so that reload, back, and links sent to others work.

/** Builds an address from segments, each of which may have any characters. */
export function path(...segments) {
  return '#/' + segments.map(encodeURIComponent).join('/');
}

/** The segments and the query of the address that the browser shows. */
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

/** Goes to an address, as a link would. */
export function go(address) {
  window.location.hash = address;
}

/** Changes the query of the address in place: no new entry in the history. */
export function replaceQuery(parameters) {
  const [pathname] = window.location.hash.split('?');
  const given = Object.entries(parameters).filter(([, value]) => value);
  history.replaceState(null, '', pathname + (given.length ? '?' + new URLSearchParams(given) : ''));
}

/** Finds the view of these segments. A pattern's ":name" takes any segment. */
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
