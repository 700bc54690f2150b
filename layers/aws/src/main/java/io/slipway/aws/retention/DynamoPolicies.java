package io.slipway.aws.retention;

import static io.slipway.aws.table.Items.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.SpaceWrites;
import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.builds.retention.Policies;
import io.slipway.builds.retention.PolicyJson;
import io.slipway.builds.retention.RetentionPolicy;
import io.slipway.core.event.EventType;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules of spaces in DynamoDB, in an item that also has the settings that pushes and deletions read. */
public final class DynamoPolicies implements Policies {
    private static final String DOCUMENT = "document";
    private static final String POSITION = "position";

    private final Table table;
    private final EventLog events;

    public DynamoPolicies(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<RetentionPolicy> find(SpaceName space) {
        return Items.optional(table.get(TagSettingsItems.key(space)), DOCUMENT).map(DynamoPolicies::read);
    }

    private static RetentionPolicy read(String document) {
        try {
            return PolicyJson.read(JsonTree.read(document));
        } catch (IOException e) {
            throw new IllegalStateException("a stored document with rules is not JSON", e);
        }
    }

    @Override
    public boolean put(SpaceName space, RetentionPolicy policy) {
        return write(space, Write.put(item(space, policy)), policy);
    }

    @Override
    public boolean replace(SpaceName space, RetentionPolicy seen, RetentionPolicy policy) {
        Write put = Write.put(item(space, policy));
        String same = DOCUMENT + " = :seen";
        return write(
                space,
                (seen.equals(RetentionPolicy.NONE) ? put.ifAbsentOr(same) : put.when(same))
                        .with(":seen", document(seen)),
                policy);
    }

    private static AttributeValue document(RetentionPolicy policy) {
        return s(PolicyJson.write(policy).toString());
    }

    private static Map<String, AttributeValue> item(SpaceName space, RetentionPolicy policy) {
        var item = new HashMap<>(TagSettingsItems.key(space));
        item.put(DOCUMENT, document(policy));
        item.putAll(TagSettingsItems.attributes(new TagSettings(policy.tags(), policy.binDays())));
        return item;
    }

    private boolean write(SpaceName space, Write put, RetentionPolicy policy) {
        List<Write> writes = new ArrayList<>();
        writes.add(put);
        SpaceWrites.checkOpen(space).ifPresent(writes::add);
        writes.add(events.write(
                EventType.RETENTION_CHANGED,
                space,
                EventLog.detail()
                        .put("rules", policy.rules().size())
                        .put("immutable", policy.tags().immutable().size())
                        .put("protected", policy.tags().kept().size())
                        .put("binDays", policy.binDays())));
        return table.tryWrite(writes);
    }

    @Override
    public String position(SpaceName space) {
        return Items.optional(table.get(positionKey(space)), POSITION).orElse("");
    }

    @Override
    public void position(SpaceName space, String path) {
        var item = new HashMap<>(positionKey(space));
        item.put(POSITION, s(path));
        table.put(item);
    }

    private static Map<String, AttributeValue> positionKey(SpaceName space) {
        return Items.key(Keys.space(space), Keys.RETENTION_POSITION);
    }
}
