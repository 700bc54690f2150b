package io.slipway.aws.blob;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Write;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Ends an upload session with its blob, so that one ticket never adds two blobs. */
public final class EndedUploads {
    /** The attribute with the state of a session. */
    public static final String STATE = "uploadState";

    /** The state of a session that accepts bytes. */
    public static final String OPEN = "open";

    /** The attribute with the bytes that a session has. */
    public static final String OFFSET = "uploadOffset";

    /** The attribute with the claim of the request that writes to a session. */
    public static final String CLAIM = "claim";

    private static final String FINISHED = "finished";
    private static final String EMPTY =
            "(" + STATE + " = :open AND " + OFFSET + " = :zero AND attribute_not_exists(" + CLAIM + "))";

    private EndedUploads() {}

    /** Returns the key of a session. */
    public static Map<String, AttributeValue> key(RepositoryName repository, String session) {
        return Items.key(Keys.repository(repository), Keys.upload(session));
    }

    /** Writes the end of a session, without a condition so far; a refusal contains the current session. */
    public static Write finished(RepositoryName repository, String session, Digest digest, Instant expires) {
        var item = Items.item(Keys.repository(repository), Keys.upload(session));
        item.put(STATE, s(FINISHED));
        item.put(Items.DIGEST, s(digest.toString()));
        item.put(Items.EXPIRES, n(expires.getEpochSecond()));
        return Write.put(item).showingItem();
    }

    /** Writes the end of a session that has no stored byte, and has not ended. */
    public static Write finishedWithFirst(RepositoryName repository, String session, Digest digest, Instant expires) {
        return finished(repository, session, digest, expires)
                .ifAbsentOr(EMPTY)
                .with(":open", s(OPEN))
                .with(":zero", n(0));
    }

    /** Writes the end of a session that has no stored byte, and has not ended with another digest. */
    public static Write finishedWhole(RepositoryName repository, String session, Digest digest, Instant expires) {
        return finished(repository, session, digest, expires)
                .ifAbsentOr("(" + STATE + " = :finished AND " + Items.DIGEST + " = :digest) OR " + EMPTY)
                .with(":finished", s(FINISHED))
                .with(":digest", s(digest.toString()))
                .with(":open", s(OPEN))
                .with(":zero", n(0));
    }

    /** Returns whether a session may still end with this blob, or has. */
    static boolean mayEndWith(Optional<Map<String, AttributeValue>> session, Digest digest) {
        return session.isEmpty()
                || session.flatMap(item -> Items.optional(item, Items.DIGEST)).equals(Optional.of(digest.toString()))
                || session.filter(item -> Items.string(item, STATE).equals(OPEN))
                        .flatMap(item -> Items.optionalNumber(item, OFFSET))
                        .equals(Optional.of(0L));
    }
}
