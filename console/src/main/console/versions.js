// Orders the versions in tags.

const BEFORE_ALL = '\u0001';
const END = '~';
const AFTER_ALL = '\u007f';

/**
 * Returns a text that sorts as the version does: numbers by their value, so that 1.10 follows 1.9, a pre-release before its release, and both before
 * the version with one more number.
 */
export function versionKey(name) {
  const numbers = name.toLowerCase().replace(/^v(?=\d)/, '').replace(/\d+/g, number);
  return numbers.replaceAll('-', BEFORE_ALL).replaceAll('.', AFTER_ALL) + END;
}

/** The digits after their number: a number with more digits is larger. */
function number(digits) {
  const short = digits.replace(/^0+(?=\d)/, '');
  return String.fromCharCode('0'.charCodeAt(0) + short.length) + short;
}
