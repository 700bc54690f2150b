package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class MemorySpaces implements Spaces {
    private final Store store;

    MemorySpaces(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Space> find(SpaceName name) {
        synchronized (store) {
            return store.space(name);
        }
    }

    @Override
    public SpaceName now(SpaceName name) {
        synchronized (store) {
            return store.now(name);
        }
    }

    @Override
    public List<Space> list() {
        synchronized (store) {
            List<Space> spaces = new ArrayList<>(store.spaces().values());
            Space first = store.space(SpaceName.DEFAULT).orElseThrow();
            spaces.remove(first);
            spaces.addFirst(first);
            return spaces;
        }
    }

    @Override
    public boolean add(Space space) {
        synchronized (store) {
            Space created =
                    new Space(store.now(space.name()), space.created(), space.settings(), space.repositories(), false);
            boolean added = store.spaces().putIfAbsent(space.name().value(), created) == null;
            if (added) {
                store.events.record(
                        EventType.SPACE_CREATED,
                        MemoryEvents.detail().put("name", space.name().value()));
            }
            return added;
        }
    }

    @Override
    public boolean change(SpaceName name, SpaceSettings settings) {
        ObjectNode detail = MemoryEvents.detail()
                .put("displayName", settings.displayName())
                .put("description", settings.description())
                .put("defaultVisibility", settings.defaultVisibility().word())
                .put("sparse", settings.sparse())
                .put("ownBasesOnly", settings.ownBasesOnly());
        ObjectNode mirrors = detail.putObject("mirrors");
        settings.mirrors().rules().forEach(mirrors::put);
        return change(name, space -> space.with(settings), EventType.SPACE_CHANGED, detail);
    }

    @Override
    public boolean limit(SpaceName name, Quota quota) {
        ObjectNode detail = MemoryEvents.detail();
        quota.bytes().ifPresent(limit -> detail.put("bytes", limit));
        quota.repositories().ifPresent(limit -> detail.put("repositories", limit));
        quota.buildsADay().ifPresent(limit -> detail.put("buildsADay", limit));
        return change(
                name,
                space -> new Space(
                        space.name(), space.created(), space.settings(), space.repositories(), space.deleting(), quota),
                EventType.QUOTA_CHANGED,
                detail);
    }

    private boolean change(SpaceName name, UnaryOperator<Space> change, EventType type, ObjectNode detail) {
        synchronized (store) {
            Optional<Space> old = store.space(name).filter(space -> !space.deleting());
            old.ifPresent(space -> {
                store.spaces().put(name.value(), change.apply(space));
                store.events.record(type, name, detail);
            });
            return old.isPresent();
        }
    }
}
