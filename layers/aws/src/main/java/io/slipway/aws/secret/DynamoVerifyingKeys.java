package io.slipway.aws.secret;

import static io.slipway.aws.table.Items.b;
import static io.slipway.aws.table.Items.n;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.LoginKeys;
import io.slipway.aws.table.Table;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.VerifyingKey;
import io.slipway.core.access.VerifyingKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Stores the public keys of bearer tokens in the table. Only the token service may write them, and writes each before it signs with it. They expire:
 * an item slightly outlives the last token of its key, and is written again while the key is in use.
 */
public final class DynamoVerifyingKeys implements VerifyingKeys {
    /** The time for which a token service signs before it writes the key again. */
    public static final Duration REPUBLISHED = Duration.ofHours(1);

    /** The time after its last write for which a key is kept: its last token must be verified, and clocks differ. */
    private static final Duration LIFETIME =
            REPUBLISHED.plus(BearerTokens.LIFETIME).plusMinutes(5);

    private static final String PUBLIC_KEY = "publicKey";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final Table table;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> published = new ConcurrentHashMap<>();

    public DynamoVerifyingKeys(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Finds a key: one read if it is not cached, and none if the id is malformed. */
    @Override
    public Optional<VerifyingKey> byId(String id) {
        Instant now = clock.instant();
        Known found = known.get(id);
        if (found == null || !now.isBefore(found.until())) {
            Optional<Known> read = ID.matcher(id).matches() ? read(id) : Optional.empty();
            known.remove(id);
            read.ifPresent(it -> known.put(id, it));
            found = read.orElse(null);
        }
        return Optional.ofNullable(found).filter(it -> now.isBefore(it.until())).map(Known::key);
    }

    private Optional<Known> read(String id) {
        var item = table.get(Items.key(LoginKeys.KEYS, LoginKeys.verifyingKey(id)));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        VerifyingKey key = VerifyingKey.read(Items.bytes(item, PUBLIC_KEY));
        return key.id().equals(id)
                ? Optional.of(new Known(key, Instant.ofEpochSecond(Items.number(item, Items.EXPIRES))))
                : Optional.empty();
    }

    /** Publishes the key, unless this was done within the last hour. */
    void publish(VerifyingKey key) {
        Instant now = clock.instant();
        Instant last = published.get(key.id());
        if (last != null && now.isBefore(last.plus(REPUBLISHED))) {
            return;
        }
        var item = Items.item(LoginKeys.KEYS, LoginKeys.verifyingKey(key.id()));
        item.put(PUBLIC_KEY, b(key.encoded()));
        item.put(Items.EXPIRES, n(now.plus(LIFETIME).getEpochSecond()));
        table.put(item);
        published.put(key.id(), now);
    }

    private record Known(VerifyingKey key, Instant until) {}
}
