package io.slipway.aws.space;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores spaces in DynamoDB. */
public final class DynamoSpaces implements Spaces {
    private static final Space DEFAULT = Space.begin(SpaceName.DEFAULT, Instant.EPOCH, SpaceSettings.DEFAULT);

    private final Table table;
    private final EventLog events;

    public DynamoSpaces(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Space> find(SpaceName name) {
        var item = table.get(SpaceItems.key(name));
        if (!SpaceItems.exists(item)) {
            return name.equals(SpaceName.DEFAULT) ? Optional.of(DEFAULT) : Optional.empty();
        }
        return Optional.of(SpaceItems.read(item));
    }

    @Override
    public SpaceName now(SpaceName name) {
        if (name.equals(SpaceName.DEFAULT)) {
            return name;
        }
        var item = table.get(SpaceItems.key(name));
        return item.isEmpty() ? new SpaceName(name.value()) : SpaceItems.name(item);
    }

    @Override
    public List<Space> list() {
        List<Space> spaces = new ArrayList<>();
        spaces.add(DEFAULT);
        table.range(Range.of(Keys.SPACES))
                .filter(SpaceItems::exists)
                .map(SpaceItems::read)
                .forEach(space -> {
                    if (space.name().equals(SpaceName.DEFAULT)) {
                        spaces.set(0, space);
                    } else {
                        spaces.add(space);
                    }
                });
        return spaces;
    }

    @Override
    public boolean add(Space space) {
        if (space.name().equals(SpaceName.DEFAULT)) {
            return false;
        }
        return table.tryWrite(List.of(
                SpaceWrites.create(space),
                events.write(
                        EventType.SPACE_CREATED,
                        EventLog.detail().put("name", space.name().value()))));
    }

    @Override
    public boolean limit(SpaceName name, Quota quota) {
        var detail = EventLog.detail();
        quota.bytes().ifPresent(limit -> detail.put("bytes", limit));
        quota.repositories().ifPresent(limit -> detail.put("repositories", limit));
        quota.buildsADay().ifPresent(limit -> detail.put("buildsADay", limit));
        return table.tryWrite(
                List.of(SpaceWrites.limit(name, quota), events.write(EventType.QUOTA_CHANGED, name, detail)));
    }

    @Override
    public boolean change(SpaceName name, SpaceSettings settings) {
        return table.tryWrite(List.of(
                SpaceWrites.change(name, settings),
                events.write(EventType.SPACE_CHANGED, name, SpaceItems.changed(settings))));
    }
}
