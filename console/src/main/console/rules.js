// Changes the rules of a space that protect tags.

/** The most patterns of a rule. */
const MAX_PATTERNS = 50;

/** Returns whether a rule covers only this repository, and lists its tags without patterns. */
function isList(rule, repository) {
  return rule.repositories?.length === 1 && rule.repositories[0] === repository
    && !rule.except?.length && rule.tags?.length > 0 && !rule.tags.some((tag) => tag.includes('*'));
}

/** Returns whether a rule in a list names this tag of this repository itself, not by a pattern. */
export function names(list, repository, tag) {
  return list.some((rule) => isList(rule, repository) && rule.tags.includes(tag));
}

/** Returns the list with a rule for this tag. */
export function withTag(list, repository, tag) {
  if (names(list, repository, tag)) {
    return list;
  }
  const open = list.findIndex((rule) => isList(rule, repository) && rule.tags.length < MAX_PATTERNS);
  return open < 0
    ? [...list, { repositories: [repository], tags: [tag] }]
    : list.map((rule, i) => (i === open ? { ...rule, tags: [...rule.tags, tag] } : rule));
}

/** Returns the list without this tag's name in its rules. */
export function withoutTag(list, repository, tag) {
  return list
    .map((rule) => (isList(rule, repository) ? { ...rule, tags: rule.tags.filter((it) => it !== tag) } : rule))
    .filter((rule) => !rule.tags || rule.tags.length > 0);
}
