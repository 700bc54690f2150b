package io.slipway.core.upload;

import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.digest.Hmac;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proves, in the {@code Location} of an upload session, that this registry opened it for this repository. The edge function checks it too, without a
 * call, before it sends a large body to the bucket.
 *
 * <p>The functions and the uploader also check a bearer token. The edge cannot: it sends a body to the bucket only until the end of the bearer token
 * for which the ticket was issued, so that tickets do not outlive a revoked token.
 *
 * <p>Text form: {@code v2.<offset>.<expiry>.<until>.<algorithm>.<mac>}, times in seconds since 1970, the MAC an HMAC-SHA256 in base64url over
 * version, repository, session, offset, expiry, until and algorithm, a line each.
 *
 * @param repository the repository
 * @param session the upload session
 * @param offset the number of bytes that the session had when the ticket was issued
 * @param expiry the time at which the ticket expires
 * @param until the end of the bearer token for which the ticket was issued
 * @param algorithm the algorithm of the digest that the client announced
 */
public record UploadTicket(
        RepositoryName repository,
        String session,
        long offset,
        Instant expiry,
        Instant until,
        DigestAlgorithm algorithm) {
    /** The lifetime of a ticket; each response about the session has a new one. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** The parameter of the query that carries a ticket. */
    public static final String PARAMETER = "_state";

    private static final Pattern FORM =
            Pattern.compile("v2\\.(\\d{1,18})\\.(\\d{1,12})\\.(\\d{1,12})\\.(sha256|sha512)\\.([A-Za-z0-9_-]{43})");

    /** Creates a ticket for the current offset of the session. */
    public static UploadTicket issue(
            RepositoryName repository,
            String session,
            long offset,
            DigestAlgorithm algorithm,
            Instant until,
            Instant now) {
        return new UploadTicket(repository, session, offset, now.plus(LIFETIME), until, algorithm);
    }

    /** Reads and checks a ticket: a forged one is invalid; for one that has expired, or of an earlier space of the name, there is no session. */
    public static UploadTicket check(
            String text, RepositoryName repository, String session, Stream<String> keys, Instant now) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new RegistryException(
                    ErrorCode.BLOB_UPLOAD_INVALID, "the URL of the upload was not issued by this registry");
        }
        UploadTicket ticket = new UploadTicket(
                repository,
                session,
                Long.parseLong(matcher.group(1)),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(3))),
                DigestAlgorithm.named(matcher.group(4)));
        byte[] mac = matcher.group(5).getBytes(StandardCharsets.US_ASCII);
        if (keys.noneMatch(key -> MessageDigest.isEqual(ticket.mac(key).getBytes(StandardCharsets.US_ASCII), mac))) {
            throw new RegistryException(
                    ErrorCode.BLOB_UPLOAD_INVALID, "the URL of the upload was not issued by this registry");
        }
        if (!now.isBefore(ticket.expiry()) || !SessionId.isOf(session, repository.space())) {
            throw new RegistryException(
                    ErrorCode.BLOB_UPLOAD_UNKNOWN, "the URL of the upload has expired; begin the upload again");
        }
        return ticket;
    }

    /** Returns the ticket as text. */
    public String sign(String key) {
        return "v2." + offset + "." + expiry.getEpochSecond() + "." + until.getEpochSecond() + "." + algorithm.prefix()
                + "." + mac(key);
    }

    private String mac(String key) {
        String signed = String.join(
                "\n",
                "v2",
                repository.toString(),
                session,
                Long.toString(offset),
                Long.toString(expiry.getEpochSecond()),
                Long.toString(until.getEpochSecond()),
                algorithm.prefix());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sha256(key, signed));
    }

    /** Omits the signature, which allows writing. */
    @Override
    public String toString() {
        return "ticket of " + repository + " " + session + " at " + offset;
    }
}
