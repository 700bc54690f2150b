// Formats values for people.

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Formats a size in decimal units, as registries bill it. */
export function bytes(size) {
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

const SPANS = [
  ['year', 31536000],
  ['month', 2592000],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Formats the time since then: "3 hours ago". */
export function ago(time, now = Date.now()) {
  const seconds = (new Date(time).getTime() - now) / 1000;
  const span = SPANS.find(([, length]) => Math.abs(seconds) >= length);
  return span ? relative.format(Math.round(seconds / span[1]), span[0]) : 'just now';
}

/** Formats the duration between two times: "1 min 5 s". */
export function duration(from, to) {
  const seconds = Math.max(0, (new Date(to) - new Date(from)) / 1000);
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Shortens a digest to a prefix that distinguishes it from others. */
export function short(digest) {
  return digest ? digest.replace(/^(sha\d+:)([0-9a-f]{12}).*$/, '$1$2') : '';
}

/** Splits a repository's name, as clients write it, into space and path: one without a slash is in the default space. */
export function placeOf(image) {
  const slash = image.indexOf('/');
  return slash < 0 ? ['default', image] : [image.slice(0, slash), image.slice(slash + 1)];
}
