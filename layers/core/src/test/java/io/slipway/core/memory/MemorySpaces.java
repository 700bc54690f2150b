package io.slipway.core.memory;

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
            return store.spaces().putIfAbsent(space.name().value(), created) == null;
        }
    }

    @Override
    public boolean change(SpaceName name, SpaceSettings settings) {
        return change(name, space -> space.with(settings));
    }

    @Override
    public boolean limit(SpaceName name, Quota quota) {
        return change(
                name,
                space -> new Space(
                        space.name(),
                        space.created(),
                        space.settings(),
                        space.repositories(),
                        space.deleting(),
                        quota));
    }

    private boolean change(SpaceName name, UnaryOperator<Space> change) {
        synchronized (store) {
            Optional<Space> old = store.space(name).filter(space -> !space.deleting());
            old.ifPresent(space -> store.spaces().put(name.value(), change.apply(space)));
            return old.isPresent();
        }
    }
}
