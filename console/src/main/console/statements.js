// Reads statements about images from the documents that carry them.

/** The statement of a document, and the envelope of DSSE or the bundle of Sigstore that it came in, if it was signed. */
export function statementOf(document) {
  const envelope = document?.dsseEnvelope || (document?.payload ? document : null);
  return { envelope, statement: envelope ? decode(envelope.payload) : document };
}

function decode(payload) {
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (it) => it.charCodeAt(0))));
  } catch {
    return null;
  }
}
