package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a body in signed chunks, each of whose signatures includes the previous one (S3 API Reference,
 * "Signature Calculations for the
 * Authorization Header: Transferring Payload in Multiple Chunks"). A chunk is passed on when its signature is correct.
 */
final class ChunkedBody extends InputStream {
    static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    static final String SIGNED_TRAILER = SIGNED + "-TRAILER";
    static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /** The maximum length of a chunk, in bytes; the SDK sends chunks of 128 KiB. */
    private static final int MAX_CHUNK = 16 * 1024 * 1024;

    private static final int MAX_LINE = 4096;
    private static final Pattern HEAD = Pattern.compile("([0-9a-fA-F]{1,7})(?:;chunk-signature=([0-9a-f]{64}))?");
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";
    private static final String EMPTY = Hashes.sha256(new byte[0]);

    private final InputStream in;
    private final SignatureV4.Verified verified;
    private final boolean signed;
    private String before;
    private ByteArrayInputStream chunk = new ByteArrayInputStream(new byte[0]);
    private boolean ended;
    private Optional<Refusal> refusal = Optional.empty();

    ChunkedBody(InputStream in, SignatureV4.Verified verified) {
        this.in = new BufferedInputStream(in);
        this.verified = verified;
        this.signed = !verified.payload().equals(UNSIGNED_TRAILER);
        this.before = verified.claim().signature();
    }

    static boolean is(String payload) {
        return payload.equals(SIGNED) || payload.equals(SIGNED_TRAILER) || payload.equals(UNSIGNED_TRAILER);
    }

    /** Returns the reason why the body was rejected, if it was. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (chunk.available() == 0 && !ended) {
            next();
        }
        return chunk.read(into, offset, length);
    }

    private void next() throws IOException {
        Matcher head = HEAD.matcher(line());
        if (!head.matches() || (signed && head.group(2) == null)) {
            throw refuse(new Refusal(Reason.MALFORMED, "a chunk must begin with its size and its signature"));
        }
        int size = Integer.parseInt(head.group(1), 16);
        if (size > MAX_CHUNK) {
            throw refuse(new Refusal(Reason.MALFORMED, "a chunk must have at most " + MAX_CHUNK + " bytes"));
        }
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw new EOFException("the body ends within a chunk");
        }
        if (signed) {
            check(
                    String.join(
                            "\n", SignatureV4.ALGORITHM + "-PAYLOAD", scope(), before, EMPTY, Hashes.sha256(content)),
                    java.util.Objects.requireNonNull(head.group(2)));
        }
        if (size == 0) {
            trailer();
            ended = true;
        } else if (!line().isEmpty()) {
            throw refuse(new Refusal(Reason.MALFORMED, "a chunk must end with a line break"));
        }
        chunk = new ByteArrayInputStream(content);
    }

    private void trailer() throws IOException {
        StringBuilder headers = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (!line.startsWith(TRAILER_SIGNATURE)) {
                headers.append(line).append('\n');
            } else if (signed) {
                check(
                        String.join(
                                "\n",
                                SignatureV4.ALGORITHM + "-TRAILER",
                                scope(),
                                before,
                                Hashes.sha256(Hashes.utf8(headers.toString()))),
                        line.substring(TRAILER_SIGNATURE.length()));
                return;
            }
        }
        if (verified.payload().equals(SIGNED_TRAILER)) {
            throw refuse(new Refusal(Reason.WRONG_SIGNATURE, "the trailer must be signed"));
        }
    }

    private String scope() {
        return verified.claim().time() + "\n" + verified.claim().scope();
    }

    private void check(String text, String signature) throws IOException {
        if (!Hashes.same(verified.key().sign(text), signature)) {
            throw refuse(new Refusal(
                    Reason.WRONG_SIGNATURE,
                    "The chunk signature we calculated does not match the signature you provided."));
        }
        before = signature;
    }

    private IOException refuse(Refusal why) {
        refusal = Optional.of(why);
        return new IOException(why);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (line.size() > MAX_LINE) {
                throw refuse(new Refusal(
                        Reason.MALFORMED, "a line between chunks must have at most " + MAX_LINE + " bytes"));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
