package io.slipway.aws.secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Reads secrets when they are first needed, and again when the cached value is old: a rotation needs no restart. */
public final class Secrets {
    /** The time for which a secret is used before it is read again. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    /** The minimum age of a secret that does not match before it is read again: this bounds the reads that unknown callers can cause. */
    private static final Duration ON_SURPRISE = Duration.ofSeconds(10);

    private final Supplier<SecretsManagerClient> client;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Secrets(Supplier<SecretsManagerClient> client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Returns the value of a secret that must exist, read at most {@link #FRESH} ago. */
    public String current(String id) {
        return current(id, FRESH);
    }

    /** Returns the current value, at most this old, to compare a value that did not match, as after a rotation. */
    public String current(String id, Duration age) {
        return read(id, "AWSCURRENT", age)
                .orElseThrow(() -> new IllegalStateException("the secret " + id + " is missing"));
    }

    /** Returns the value before the last rotation, if there was one. */
    public Optional<String> previous(String id, Duration age) {
        return read(id, "AWSPREVIOUS", age);
    }

    /**
     * Returns the values of a secret that other functions may use during a rotation: the value known here, the current one, and the one
     * before. Each is read only if the one before it does not match.
     */
    public Stream<String> accepted(String id) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> Optional.of(current(id)),
                        () -> Optional.of(current(id, ON_SURPRISE)),
                        () -> previous(id, ON_SURPRISE))
                .flatMap(source -> source.get().stream());
    }

    private Optional<String> read(String id, String stage, Duration age) {
        Instant now = clock.instant();
        return known.compute(
                        id + "#" + stage,
                        (key, old) -> old != null && now.isBefore(old.read().plus(age))
                                ? old
                                : new Known(fetch(id, stage), now))
                .value();
    }

    private Optional<String> fetch(String id, String stage) {
        try {
            return Optional.of(client.get()
                    .getSecretValue(request -> request.secretId(id).versionStage(stage))
                    .secretString());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private record Known(Optional<String> value, Instant read) {}
}
