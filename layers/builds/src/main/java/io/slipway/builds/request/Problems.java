package io.slipway.builds.request;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the problems of a request, so that one error reports them all. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    /** Creates a value, and records a refusal as a problem. */
    <T> Optional<T> noting(String what, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException | RegistryException e) {
            found.add(what + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Throws one error with all problems, if there are any. */
    void end() {
        if (!found.isEmpty()) {
            throw RegistryException.all(ErrorCode.REQUEST_INVALID, found);
        }
    }
}
