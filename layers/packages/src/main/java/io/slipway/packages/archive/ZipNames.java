package io.slipway.packages.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Reads the names of a zip's entries. The format's encodings are UTF-8, if a flag says so, and CP437 (APPNOTE.TXT, appendix D). But many
 * programs write UTF-8 without the flag, and old Windows programs separate folders with backslashes.
 */
final class ZipNames {
    private static final Charset CP437 = Charset.forName("IBM437");

    private ZipNames() {}

    /** Returns the name, with slashes between folders. */
    static String of(ZipArchiveEntry entry) throws ArchiveException {
        if (entry.getNameSource() == ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD) {
            return slashes(entry.getName());
        }
        byte[] raw = entry.getRawName();
        try {
            return slashes(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString());
        } catch (CharacterCodingException e) {
            String name = new String(raw, CP437);
            if (entry.getGeneralPurposeBit().usesUTF8ForNames()) {
                throw new ArchiveException(
                        "the name of the entry " + EntryName.quoted(name)
                                + " must be UTF-8, as its flag says, but is not",
                        e);
            }
            return slashes(name);
        }
    }

    private static String slashes(String name) {
        return name.replace('\\', '/');
    }
}
