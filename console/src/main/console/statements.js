// Reads statements about images from the documents that carry them.

/** Returns the statement in a document, and, if it was signed, its DSSE envelope, which may be in a Sigstore bundle. */
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
