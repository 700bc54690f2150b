package io.slipway.core.upload;

import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Creates the responses about a session: each has the URL for the next request and the number of bytes received so far. */
public final class UploadAnswers {
    /** The chunks, in bytes, that clients are asked to send at least: smaller ones are accepted, but cost a request each. */
    public static final int MIN_CHUNK = 1024 * 1024;

    private final Supplier<String> key;
    private final Supplier<Stream<String>> accepted;
    private final Clock clock;

    /**
     * @param key the secret that signs tickets
     * @param accepted the secrets that tickets may be signed with: that one, and during a rotation another
     */
    public UploadAnswers(Supplier<String> key, Supplier<Stream<String>> accepted, Clock clock) {
        this.key = key;
        this.accepted = accepted;
        this.clock = clock;
    }

    /** Returns the id of a new session of the repository. */
    String newSession(RepositoryName repository) {
        return SessionId.next(clock.instant(), repository.space());
    }

    /** Returns the ticket of a request about a session. */
    UploadTicket ticket(Request request, RepositoryName repository, String session) {
        String text = request.parameter(UploadTicket.PARAMETER).orElse("");
        return UploadTicket.check(text, repository, session, accepted.get(), clock.instant());
    }

    /**
     * Reads the first chunk from the URL of a request.
     *
     * @throws RegistryException if the session is too old to finish with it
     */
    Optional<FirstChunk> first(Request request, UploadTicket ticket) {
        Optional<FirstChunk> first = FirstChunk.in(request, ticket, accepted.get());
        Instant begun = Instant.ofEpochMilli(SessionId.begun(ticket.session()));
        if (first.isPresent() && clock.instant().isAfter(begun.plus(FirstChunkKey.LIFETIME))) {
            throw gone();
        }
        return first;
    }

    /**
     * Responds with the number of bytes that the session has.
     *
     * @param until the end of the caller's bearer token
     */
    Response accepted(
            RepositoryName repository, String session, long offset, DigestAlgorithm algorithm, Instant until) {
        return accepted(location(repository, session, offset, algorithm, until), session, offset);
    }

    /** Responds that the first chunk is stored. */
    Response accepted(UploadTicket ticket, FirstChunk first, Instant until) {
        return accepted(location(ticket, first, until), ticket.session(), first.size());
    }

    private static Response accepted(String location, String session, long offset) {
        return at(Response.of(202), location, session, offset)
                .with("OCI-Chunk-Min-Length", Integer.toString(MIN_CHUNK));
    }

    Response status(UploadTicket ticket, long offset, Instant until) {
        String location = location(ticket.repository(), ticket.session(), offset, ticket.algorithm(), until);
        return at(Response.of(204), location, ticket.session(), offset);
    }

    /** Responds with the state of a session that has its first chunk alone. */
    Response status(UploadTicket ticket, FirstChunk first, Instant until) {
        return at(Response.of(204), location(ticket, first, until), ticket.session(), first.size());
    }

    /**
     * Refuses an offset that is not the session's: the response has the session's, from which the client can continue, though not by the direct lane.
     */
    RegistryException elsewhere(RepositoryName repository, String session, DigestAlgorithm algorithm, long offset) {
        return elsewhere(location(repository, session, offset, algorithm, Instant.EPOCH), offset);
    }

    /** Refuses an offset that is not the end of the first chunk. */
    RegistryException elsewhere(UploadTicket ticket, FirstChunk first) {
        return elsewhere(location(ticket, first, Instant.EPOCH), first.size());
    }

    private static RegistryException elsewhere(String location, long offset) {
        return new RegistryException(
                        ErrorCode.BLOB_UPLOAD_INVALID,
                        416,
                        "the upload has " + offset + " bytes, or another request is adding to it")
                .with("Location", location)
                .with("Range", range(offset));
    }

    static RegistryException gone() {
        return RegistryException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN);
    }

    private static Response at(Response response, String location, String session, long offset) {
        return response.with("Location", location).with("Range", range(offset)).with("Docker-Upload-UUID", session);
    }

    private String location(UploadTicket ticket, FirstChunk first, Instant until) {
        return location(ticket.repository(), ticket.session(), first.size(), ticket.algorithm(), until) + "&"
                + FirstChunk.PARAMETER + "=" + first.sign(ticket.repository(), ticket.session(), key.get());
    }

    private String location(
            RepositoryName repository, String session, long offset, DigestAlgorithm algorithm, Instant until) {
        String ticket = UploadTicket.issue(repository, session, offset, algorithm, until, clock.instant())
                .sign(key.get());
        return "/v2/" + repository.familiar() + "/blobs/uploads/" + session + "?" + UploadTicket.PARAMETER + "="
                + ticket;
    }

    /** Docker reads two numbers without a unit, even if there is no byte yet. */
    private static String range(long offset) {
        return "0-" + Math.max(0, offset - 1);
    }
}
