package io.slipway.aws.upload;

import static io.slipway.aws.table.Items.b;
import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.UploadSession;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts upload sessions to items. */
final class UploadItems {
    static final String CANCELLED = "cancelled";
    static final String CLAIM_EXPIRES = "claimExpires";

    /** The clause of an update that lets other requests claim a session. */
    static final String REMOVE_CLAIM = "REMOVE " + EndedUploads.CLAIM + ", " + CLAIM_EXPIRES;

    private static final String MULTIPART = "multipart";
    private static final String PARTS = "parts";
    private static final String TAIL = "tail";
    private static final String HASH = "hash_";

    private UploadItems() {}

    /** Returns an open session without a claim. */
    static Map<String, AttributeValue> open(RepositoryName repository, UploadSession session, long expires) {
        var item = Items.item(Keys.repository(repository), Keys.upload(session.id()));
        item.put(EndedUploads.STATE, s(EndedUploads.OPEN));
        item.put(EndedUploads.OFFSET, n(session.offset()));
        item.put(Items.EXPIRES, n(expires));
        session.hashes().forEach((algorithm, state) -> item.put(HASH + algorithm.prefix(), b(state)));
        session.multipart().ifPresent(multipart -> item.put(MULTIPART, s(multipart)));
        if (!session.parts().isEmpty()) {
            item.put(PARTS, s(String.join(",", session.parts())));
        }
        session.tail().ifPresent(tail -> item.put(TAIL, s(tail)));
        return item;
    }

    /** Returns an open session without a byte, claimed by the request that begins it. */
    static Map<String, AttributeValue> begun(
            RepositoryName repository, String session, String claim, long claimExpires, long expires) {
        var item = Items.item(Keys.repository(repository), Keys.upload(session));
        item.put(EndedUploads.STATE, s(EndedUploads.OPEN));
        item.put(EndedUploads.OFFSET, n(0));
        item.put(EndedUploads.CLAIM, s(claim));
        item.put(CLAIM_EXPIRES, n(claimExpires));
        item.put(Items.EXPIRES, n(expires));
        return item;
    }

    static UploadSession read(String session, Map<String, AttributeValue> item) {
        Map<DigestAlgorithm, byte[]> hashes = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (item.containsKey(HASH + algorithm.prefix())) {
                hashes.put(algorithm, Items.bytes(item, HASH + algorithm.prefix()));
            }
        }
        return new UploadSession(
                session,
                Items.optionalNumber(item, EndedUploads.OFFSET).orElse(0L),
                hashes,
                Items.optional(item, MULTIPART),
                Items.optional(item, PARTS)
                        .map(parts -> List.of(parts.split(",", -1)))
                        .orElse(List.of()),
                Items.optional(item, TAIL),
                Items.optional(item, EndedUploads.CLAIM).orElse(""));
    }

    /** Returns whether requests may continue the session. */
    static boolean isOpen(Map<String, AttributeValue> item, long now) {
        return Items.optional(item, EndedUploads.STATE).equals(Optional.of(EndedUploads.OPEN))
                && Items.number(item, Items.EXPIRES) > now;
    }
}
