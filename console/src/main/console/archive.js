// Reads a file of a gzipped tar in the browser.

/** The most bytes that are unpacked: a small archive can unpack to any size. */
const MAX_UNPACKED = 16_777_216;
const BLOCK = 512;
/** The types of entries that are regular files. */
const FILES = ['0', '\0'];

/** Returns the text of the first file whose path matches the pattern; null if there is none. */
export async function textOf(archive, pattern) {
  const tar = await unpack(archive);
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + BLOCK);
    const size = parseInt(text(header, 124, 12), 8);
    if (!(size >= 0)) {
      throw new Error('It must be a tar archive, but is not.');
    }
    const path = [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join('/');
    if (FILES.includes(String.fromCharCode(header[156])) && pattern.test(path)) {
      return new TextDecoder().decode(tar.subarray(at + BLOCK, at + BLOCK + size));
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return null;
}

async function unpack(archive) {
  const reader = new Blob([archive]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read().catch((error) => {
      throw new Error(`It must be compressed with gzip, but cannot be unpacked: ${error.message}`);
    });
    if (done) {
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    }
    size += value.length;
    if (size > MAX_UNPACKED) {
      await reader.cancel();
      throw new Error(`It must have at most ${MAX_UNPACKED / 1_048_576} MiB unpacked, but has more.`);
    }
    parts.push(value);
  }
}

/** Returns a field of a header: its bytes before the first zero. */
function text(header, from, length) {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}
