package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.Hmac;
import io.slipway.core.http.Request;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The only chunk of an upload so far, stored under the key that is final if nothing follows. No item records it: the object itself does, and a signed
 * parameter in the session's URL, which saves a read of the object. Most blobs of clients that PATCH (Docker's classic store, Podman, crane, Jib) are
 * one such chunk.
 *
 * <p>Text form: {@code <algorithm>.<hex>.<mac>}, the MAC an HMAC-SHA256 in base64url over {@code first}, repository, session, size and digest, a line
 * each. The size is the offset of the ticket in the same URL.
 *
 * @param digest the digest of its bytes, of the algorithm for which the upload was begun
 * @param size its length in bytes
 */
public record FirstChunk(Digest digest, long size) {
    /** The parameter of the query that carries it. */
    static final String PARAMETER = "_first";

    private static final Pattern FORM =
            Pattern.compile("(?:(sha256)\\.([0-9a-f]{64})|(sha512)\\.([0-9a-f]{128}))\\.([A-Za-z0-9_-]{43})");

    /** Reads it from the URL of a request; empty if it is missing, or not signed by this registry. */
    static Optional<FirstChunk> in(Request request, UploadTicket ticket, Stream<String> keys) {
        Matcher matcher = FORM.matcher(request.parameter(PARAMETER).orElse(""));
        if (!matcher.matches() || ticket.offset() == 0) {
            return Optional.empty();
        }
        String algorithm = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
        String hex = matcher.group(1) == null ? matcher.group(4) : matcher.group(2);
        FirstChunk chunk = new FirstChunk(Digest.parse(algorithm + ":" + hex), ticket.offset());
        byte[] mac = matcher.group(5).getBytes(StandardCharsets.US_ASCII);
        return keys.anyMatch(key -> MessageDigest.isEqual(
                        chunk.mac(ticket.repository(), ticket.session(), key).getBytes(StandardCharsets.US_ASCII), mac))
                ? Optional.of(chunk)
                : Optional.empty();
    }

    /** Returns the value of the parameter. */
    String sign(RepositoryName repository, String session, String key) {
        return digest.algorithm().prefix() + "." + digest.hex() + "." + mac(repository, session, key);
    }

    private String mac(RepositoryName repository, String session, String key) {
        String signed =
                String.join("\n", "first", repository.toString(), session, Long.toString(size), digest.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sha256(key, signed));
    }

    /** Returns the blob that it becomes if nothing follows. */
    StoredBlob blob(RepositoryName repository, String session) {
        return new StoredBlob(FirstChunkKey.of(repository, session).toString(), size);
    }

    /** Returns the session that continues after it; the hashes are computed when its bytes are read. */
    UploadSession behind(RepositoryName repository, UploadSession empty) {
        return new UploadSession(
                empty.id(),
                size,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.of(blob(repository, empty.id()).key()),
                empty.claim());
    }
}
