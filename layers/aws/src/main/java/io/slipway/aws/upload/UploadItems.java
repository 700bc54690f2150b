package io.slipway.aws.upload;

import static io.slipway.aws.table.Table.b;
import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
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
    static final String CLAIM = "claim";
    static final String CLAIM_EXPIRES = "claimExpires";

    private static final String MULTIPART = "multipart";
    private static final String PARTS = "parts";
    private static final String TAIL = "tail";
    private static final String HASH = "hash_";

    private UploadItems() {}

    /** An open session without a claim. */
    static Map<String, AttributeValue> open(RepositoryName repository, UploadSession session, long expires) {
        var item = Table.item(Keys.repository(repository), Keys.upload(session.id()));
        item.put(EndedUploads.STATE, s(EndedUploads.OPEN));
        item.put(EndedUploads.OFFSET, n(session.offset()));
        item.put(Table.EXPIRES, n(expires));
        session.hashes().forEach((algorithm, state) -> item.put(HASH + algorithm.prefix(), b(state)));
        session.multipart().ifPresent(multipart -> item.put(MULTIPART, s(multipart)));
        if (!session.parts().isEmpty()) {
            item.put(PARTS, s(String.join(",", session.parts())));
        }
        session.tail().ifPresent(tail -> item.put(TAIL, s(tail)));
        return item;
    }

    /** An open session without a byte, claimed by the request that begins it. */
    static Map<String, AttributeValue> begun(
            RepositoryName repository, String session, String claim, long claimExpires, long expires) {
        var item = Table.item(Keys.repository(repository), Keys.upload(session));
        item.put(EndedUploads.STATE, s(EndedUploads.OPEN));
        item.put(EndedUploads.OFFSET, n(0));
        item.put(CLAIM, s(claim));
        item.put(CLAIM_EXPIRES, n(claimExpires));
        item.put(Table.EXPIRES, n(expires));
        return item;
    }

    static UploadSession read(String session, Map<String, AttributeValue> item) {
        Map<DigestAlgorithm, byte[]> hashes = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (item.containsKey(HASH + algorithm.prefix())) {
                hashes.put(algorithm, Table.bytes(item, HASH + algorithm.prefix()));
            }
        }
        return new UploadSession(
                session,
                Table.optionalNumber(item, EndedUploads.OFFSET).orElse(0L),
                hashes,
                Table.optional(item, MULTIPART),
                Table.optional(item, PARTS)
                        .map(parts -> List.of(parts.split(",", -1)))
                        .orElse(List.of()),
                Table.optional(item, TAIL),
                Table.optional(item, CLAIM).orElse(""));
    }

    /** Returns whether requests may continue the session. */
    static boolean isOpen(Map<String, AttributeValue> item, long now) {
        return Table.optional(item, EndedUploads.STATE).equals(Optional.of(EndedUploads.OPEN))
                && Table.number(item, Table.EXPIRES) > now;
    }
}
