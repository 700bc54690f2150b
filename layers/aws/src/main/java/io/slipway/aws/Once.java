package io.slipway.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates a value when it is first needed, so that a function's first request does not wait for clients that it does not use. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;

    private volatile @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
