package io.slipway.aws.blob;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Ends an upload session with its blob, so that one ticket never adds two blobs. */
public final class EndedUploads {
    /** The attribute with the state of a session. */
    public static final String STATE = "uploadState";

    /** The state of a session that takes bytes. */
    public static final String OPEN = "open";

    /** The attribute with the bytes that a session has. */
    public static final String OFFSET = "uploadOffset";

    /** The attribute with the digest of a session that has ended with a blob. */
    public static final String DIGEST = "digest";

    private static final String FINISHED = "finished";

    private EndedUploads() {}

    /** The key of a session. */
    public static Map<String, AttributeValue> key(RepositoryName repository, String session) {
        return Table.key(Keys.repository(repository), Keys.upload(session));
    }

    /** Writes the end of a session, on no condition yet. */
    public static Put.Builder finished(
            String table, RepositoryName repository, String session, Digest digest, Instant expires) {
        var item = Table.item(Keys.repository(repository), Keys.upload(session));
        item.put(STATE, s(FINISHED));
        item.put(DIGEST, s(digest.toString()));
        item.put(Table.EXPIRES, n(expires.getEpochSecond()));
        return Put.builder().tableName(table).item(item);
    }

    /** Writes the end of a session that has no stored byte, and has not ended. */
    public static Put finishedWithFirst(
            String table, RepositoryName repository, String session, Digest digest, Instant expires) {
        return finished(table, repository, session, digest, expires)
                .conditionExpression("attribute_not_exists(pk)"
                        + " OR (uploadState = :open AND uploadOffset = :zero AND attribute_not_exists(claim))")
                .expressionAttributeValues(Map.of(":open", s(OPEN), ":zero", n(0)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    /** Writes the end of a session that has no stored byte, and has not ended otherwise. */
    public static Put finishedAtOnce(
            String table, RepositoryName repository, String session, Digest digest, Instant expires) {
        return finished(table, repository, session, digest, expires)
                .conditionExpression("attribute_not_exists(pk) OR (uploadState = :finished AND digest = :digest)"
                        + " OR (uploadState = :open AND uploadOffset = :zero AND attribute_not_exists(claim))")
                .expressionAttributeValues(Map.of(
                        ":finished", s(FINISHED),
                        ":digest", s(digest.toString()),
                        ":open", s(OPEN),
                        ":zero", n(0)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    /** Returns whether a session may still end with this blob, or has. */
    static boolean mayEndWith(Optional<Map<String, AttributeValue>> session, Digest digest) {
        return session.isEmpty()
                || session.flatMap(item -> Table.optional(item, DIGEST)).equals(Optional.of(digest.toString()))
                || session.filter(item -> Table.string(item, STATE).equals(OPEN))
                        .flatMap(item -> Table.optionalNumber(item, OFFSET))
                        .equals(Optional.of(0L));
    }
}
