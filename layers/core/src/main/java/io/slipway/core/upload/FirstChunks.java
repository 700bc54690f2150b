package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.time.Instant;
import java.util.Optional;

/** Stores and finds first chunks, for the operations on sessions. */
final class FirstChunks {
    private final Uploads uploads;
    private final UploadObjects objects;
    private final UploadAnswers answers;

    FirstChunks(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.objects = objects;
        this.answers = answers;
    }

    /**
     * Stores the first chunk without an item: most blobs are one chunk, and the finish writes the item. A client that lost the response may send the
     * same chunk again.
     *
     * @param until the end of the caller's bearer token
     */
    Response begin(UploadTicket ticket, byte[] bytes, Instant until) {
        FirstChunk first = new FirstChunk(Digest.of(ticket.algorithm(), bytes), bytes.length);
        if (objects.putFirst(key(ticket), bytes, Optional.of(first.digest()))) {
            return answers.accepted(ticket, first, until);
        }
        long offset = uploads.offset(ticket.repository(), ticket.session()).orElseThrow(UploadAnswers::gone);
        Optional<FirstChunk> there = find(ticket).filter(it -> offset == 0);
        if (there.equals(Optional.of(first))) {
            return answers.accepted(ticket, first, until);
        }
        throw there.map(it -> answers.elsewhere(ticket, it))
                .orElseGet(() -> answers.elsewhere(ticket.repository(), ticket.session(), ticket.algorithm(), offset));
    }

    /** Reads the first chunk from the URL of a request, without a call. */
    Optional<FirstChunk> told(Request request, UploadTicket ticket) {
        return answers.first(request, ticket);
    }

    /** Finds the first chunk of a session if the URL does not contain it: some clients send all requests to the first URL of the session. */
    Optional<FirstChunk> find(UploadTicket ticket) {
        return ticket.offset() > 0 ? Optional.empty() : objects.first(key(ticket));
    }

    /** Prevents a cancelled session from beginning, since its first chunk is stored without reading an item. */
    void refuse(UploadTicket ticket) {
        objects.putFirst(key(ticket), new byte[0], Optional.empty());
    }

    private static String key(UploadTicket ticket) {
        return FirstChunkKey.of(ticket.repository(), ticket.session()).toString();
    }
}
