package io.slipway.aws.secret;

import static io.slipway.aws.table.Table.b;
import static io.slipway.aws.table.Table.n;

import io.slipway.aws.table.Keys;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The public keys of bearer tokens in the table, where the token service, which alone may write them, puts each before it signs with it.
 * They expire: an item outlives the last token of its key by a little, and is written again for as long as the key is in use.
 */
public final class DynamoVerifyingKeys implements VerifyingKeys {
    /** The time for which a token service signs before it writes the key again. */
    public static final Duration REPUBLISHED = Duration.ofHours(1);

    /** The last token of a key lives this long after the last time that the key was written, and clocks differ. */
    private static final Duration LIFE = REPUBLISHED.plus(BearerTokens.LIFE).plusMinutes(5);

    private static final String PUBLIC_KEY = "publicKey";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> published = new ConcurrentHashMap<>();

    public DynamoVerifyingKeys(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** One read for a key that is not known yet; what has not the form of an id is none, without a read. */
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
        var item = dynamo.getItem(request -> request.tableName(table)
                        .key(Table.key(Keys.KEYS, Keys.verifyingKey(id)))
                        .consistentRead(true))
                .item();
        if (item.isEmpty()) {
            return Optional.empty();
        }
        VerifyingKey key = VerifyingKey.read(Table.bytes(item, PUBLIC_KEY));
        return key.id().equals(id)
                ? Optional.of(new Known(key, Instant.ofEpochSecond(Table.number(item, Table.EXPIRES))))
                : Optional.empty();
    }

    /** Lets everybody know the key, unless this was done within the last hour. */
    void publish(VerifyingKey key) {
        Instant now = clock.instant();
        Instant last = published.get(key.id());
        if (last != null && now.isBefore(last.plus(REPUBLISHED))) {
            return;
        }
        var item = Table.item(Keys.KEYS, Keys.verifyingKey(key.id()));
        item.put(PUBLIC_KEY, b(key.encoded()));
        item.put(Table.EXPIRES, n(now.plus(LIFE).getEpochSecond()));
        dynamo.putItem(request -> request.tableName(table).item(item));
        published.put(key.id(), now);
    }

    private record Known(VerifyingKey key, Instant until) {}
}
