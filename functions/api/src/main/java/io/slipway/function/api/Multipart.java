package io.slipway.function.api;

import io.slipway.core.route.JsonBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/** Reads a multipart body (RFC 7578) from memory with Jetty's parser. */
final class Multipart {
    /** The maximum number of parts in a body. */
    static final int MAX_PARTS = 16;

    /** The maximum size of a part's headers, in bytes. */
    static final int MAX_PART_HEADERS = 8_192;

    /** The maximum length of a boundary, in characters (RFC 2046, section 5.1.1). */
    private static final int MAX_BOUNDARY = 70;

    private Multipart() {}

    /**
     * A file in a form.
     *
     * @param name its name
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // contents are never compared
    record FilePart(String name, byte[] content) {}

    /** Returns the only part that is a file; a damaged body, or one without such a part or with several, is refused. */
    static FilePart file(String contentType, byte[] body) {
        String boundary = boundary(contentType);
        Files files = new Files();
        MultiPart.Parser parser = new MultiPart.Parser(boundary, files);
        parser.setMaxParts(MAX_PARTS);
        parser.setPartHeadersMaxLength(MAX_PART_HEADERS);
        try {
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
        } catch (RuntimeException e) {
            throw JsonBody.invalid("the body must be valid multipart/form-data, but is not");
        }
        if (!files.complete || files.failed) {
            throw JsonBody.invalid("the body must be complete multipart/form-data, but is not");
        }
        if (files.found.size() != 1) {
            throw JsonBody.invalid("the body must have one part with a file name, but has " + files.found.size());
        }
        return files.found.getFirst();
    }

    private static String boundary(String contentType) {
        String boundary = contentType.regionMatches(true, 0, "multipart/form-data", 0, 19)
                ? MultiPart.extractBoundary(contentType)
                : null;
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw JsonBody.invalid(
                    "the body must be multipart/form-data with a boundary, with the package as a part with a file name");
        }
        return boundary;
    }

    /** Collects the parts that have a file name. */
    private static final class Files extends MultiPart.AbstractPartsListener {
        private final List<FilePart> found = new ArrayList<>();
        private final List<byte[]> chunks = new ArrayList<>();
        private boolean complete;
        private boolean failed;

        @Override
        public void onPartContent(Content.Chunk chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            chunks.add(bytes);
        }

        @Override
        public void onPart(String name, String fileName, HttpFields headers) {
            if (fileName != null) {
                found.add(new FilePart(fileName, joined()));
            }
            chunks.clear();
        }

        private byte[] joined() {
            ByteBuffer all = ByteBuffer.allocate(
                    chunks.stream().mapToInt(chunk -> chunk.length).sum());
            chunks.forEach(all::put);
            return all.array();
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            failed = true;
        }
    }
}
