// Compares texts line by line, and changed lines word by word.

const CONTEXT = 3;
const MAX_CELLS = 4_000_000;

/**
 * Returns the rows of a comparison side by side: {left, right, changed} with {line, words}, or {gap} for equal lines left out. Words are
 * [text, changed].
 */
export function changedLines(before, after) {
  const rows = [];
  let [left, right] = [0, 0];
  for (const step of pairs(before.split('\n'), after.split('\n'))) {
    const [a, b] = step.equal ? [[[step.left, false]], [[step.right, false]]] : wordsOf(step);
    rows.push({
      changed: !step.equal,
      left: step.left === undefined ? null : { line: ++left, words: a },
      right: step.right === undefined ? null : { line: ++right, words: b },
    });
  }
  return withGaps(rows);
}

function wordsOf({ left, right }) {
  if (left === undefined || right === undefined) {
    return [[[left, true]], [[right, true]]];
  }
  const sides = [[], []];
  for (const step of pairs(left.split(/(\W)/), right.split(/(\W)/))) {
    if (step.left) {
      sides[0].push([step.left, !step.equal]);
    }
    if (step.right) {
      sides[1].push([step.right, !step.equal]);
    }
  }
  return sides;
}

/** Pairs the items that are equal on both sides (the longest common subsequence), and puts the removed and added items between them side by side. */
function pairs(a, b) {
  let [start, endA, endB] = [0, a.length, b.length];
  while (start < endA && start < endB && a[start] === b[start]) {
    start++;
  }
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const equal = (from, to) => a.slice(from, to).map((it) => ({ equal: true, left: it, right: it }));
  return [...equal(0, start), ...middle(a.slice(start, endA), b.slice(start, endB)), ...equal(endA, a.length)];
}

function middle(a, b) {
  if (a.length * b.length > MAX_CELLS) {
    return sideBySide(a, b);
  }
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const steps = [];
  let [removed, added, i, j] = [[], [], 0, 0];
  const flush = () => {
    steps.push(...sideBySide(removed, added));
    [removed, added] = [[], []];
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush();
      steps.push({ equal: true, left: a[i++], right: b[j++] });
    } else if (j >= b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
      removed.push(a[i++]);
    } else {
      added.push(b[j++]);
    }
  }
  flush();
  return steps;
}

function sideBySide(removed, added) {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, i) => ({ left: removed[i], right: added[i] }));
}

/** Leaves out long runs of equal lines, except for a few around each change. */
function withGaps(rows) {
  const near = (i) => rows.slice(Math.max(i - CONTEXT, 0), i + CONTEXT + 1).some((row) => row.changed);
  const kept = [];
  let gap = 0;
  rows.forEach((row, i) => {
    if (near(i)) {
      if (gap) {
        kept.push({ gap });
      }
      gap = 0;
      kept.push(row);
    } else {
      gap++;
    }
  });
  return gap ? [...kept, { gap }] : kept;
}
