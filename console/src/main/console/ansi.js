// Reads the colours and weights that programs write into their output (ECMA-48, "Select Graphic Rendition").

const ESCAPE = /\x1b\[([0-9;]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g;
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** Returns the parts of a line, each {text, style}; a style is a list of names of classes. Other escape sequences are left out. */
export function parts(line) {
  const found = [];
  let style = [];
  let from = 0;
  const add = (text) => text && found.push({ text, style: style.join(' ') });
  for (const match of line.matchAll(ESCAPE)) {
    add(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') {
      style = match[1].split(';').reduce(styled, style);
    }
  }
  add(line.slice(from));
  return found;
}

/** Returns the text of a line without escape sequences. */
export function plain(line) {
  return line.replace(ESCAPE, '');
}

function styled(style, code) {
  const number = Number(code);
  if (number === 0) {
    return [];
  }
  if (number === 1) {
    return [...style, 'bold'];
  }
  if (number === 22) {
    return style.filter((it) => it !== 'bold');
  }
  const colour = number >= 90 && number <= 97 ? number - 90 : number - 30;
  const others = style.filter((it) => it === 'bold');
  if (number === 39) {
    return others;
  }
  return colour >= 0 && colour < COLOURS.length ? [...others, COLOURS[colour]] : style;
}
