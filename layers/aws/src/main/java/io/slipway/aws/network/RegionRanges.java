package io.slipway.aws.network;

import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.blob.AddressRanges;
import io.slipway.core.blob.DirectPulls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The addresses that AWS publishes for machines of the stack's region (ip-ranges.json), in one item of the table, which the functions that redirect
 * pulls read. An item of the largest region has some 15 KB.
 */
public final class RegionRanges implements DirectPulls {
    /** The time for which a function uses the ranges that it has read; AWS announces new ones some days before it uses them. */
    public static final Duration FRESH = Duration.ofHours(12);

    /** The interval before a failed read is repeated. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private static final Map<String, AttributeValue> KEY = Items.key(Keys.NETWORK, Keys.ALONE);
    private static final String RANGES = "ranges";

    private final Table table;
    private final Clock clock;

    private volatile @Nullable Known known;

    public RegionRanges(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public boolean covers(String address) {
        return current().covers(address);
    }

    private AddressRanges current() {
        Instant now = clock.instant();
        Known last = known;
        if (last != null && now.isBefore(last.until())) {
            return last.ranges();
        }
        // A pull must not fail because of this: the distribution's URL always works.
        Known next;
        try {
            next = read().map(ranges -> new Known(ranges, now.plus(FRESH)))
                    .orElseGet(() -> new Known(new AddressRanges(List.of()), now.plus(RETRY)));
        } catch (SdkException e) {
            next = new Known(last == null ? new AddressRanges(List.of()) : last.ranges(), now.plus(RETRY));
        }
        known = next;
        return next.ranges();
    }

    private Optional<AddressRanges> read() {
        return Items.optional(table.get(KEY), RANGES).map(AddressRanges::parse);
    }

    /** Stores the published ranges of this region's machines; returns their number. */
    public int write(JsonNode published, String region) {
        List<String> ranges = new ArrayList<>();
        for (String family : List.of("prefixes:ip_prefix", "ipv6_prefixes:ipv6_prefix")) {
            String[] names = family.split(":", -1);
            for (JsonNode range : published.path(names[0])) {
                // Local zones belong to a region, but are not in it.
                if (range.path("service").asText().equals("EC2")
                        && range.path("region").asText().equals(region)
                        && range.path("network_border_group").asText().equals(region)) {
                    ranges.add(range.path(names[1]).asText());
                }
            }
        }
        AddressRanges.parse(String.join(",", ranges));
        var item = new HashMap<>(KEY);
        item.put(RANGES, s(String.join(",", ranges)));
        table.put(item);
        return ranges.size();
    }

    private record Known(AddressRanges ranges, Instant until) {}
}
