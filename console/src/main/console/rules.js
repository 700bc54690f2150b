// Changes the rules of a space that protect tags.

/** The patterns that a rule takes. */
const MAX_PATTERNS = 50;

/** Returns whether a rule is about this repository alone, and names its tags one by one. */
function isList(rule, repository) {
  return rule.repositories?.length === 1 && rule.repositories[0] === repository
    && !rule.except?.length && rule.tags?.length > 0 && !rule.tags.some((tag) => tag.includes('*'));
}

/** Returns whether a rule of a list names this tag of this repository itself, not by a pattern. */
export function names(list, repository, tag) {
  return list.some((rule) => isList(rule, repository) && rule.tags.includes(tag));
}

/** The list with a rule about this tag. */
export function withTag(list, repository, tag) {
  if (names(list, repository, tag)) {
    return list;
  }
  const open = list.findIndex((rule) => isList(rule, repository) && rule.tags.length < MAX_PATTERNS);
  return open < 0
    ? [...list, { repositories: [repository], tags: [tag] }]
    : list.map((rule, i) => (i === open ? { ...rule, tags: [...rule.tags, tag] } : rule));
}

/** The list without what rules say of this tag by its name. */
export function withoutTag(list, repository, tag) {
  return list
    .map((rule) => (isList(rule, repository) ? { ...rule, tags: rule.tags.filter((it) => it !== tag) } : rule))
    .filter((rule) => !rule.tags || rule.tags.length > 0);
}
