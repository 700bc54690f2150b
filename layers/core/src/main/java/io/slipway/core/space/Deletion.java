package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request's share of a deletion: it removes as much as it can within {@link #SHARE}. A longer deletion continues with the next request;
 * interrupting and repeating it is safe.
 */
public final class Deletion {
    /** The time for which one request removes items: the gateway cuts requests off after 30 seconds. */
    static final Duration SHARE = Duration.ofSeconds(10);

    private final Deletions deletions;
    private final Clock clock;
    private final Instant end;
    private long removed;

    public Deletion(Deletions deletions, Clock clock) {
        this.deletions = deletions;
        this.clock = clock;
        this.end = clock.instant().plus(SHARE);
    }

    /** Removes a repository; false if some of it is left, or it does not exist. */
    public boolean remove(RepositoryName repository) {
        Optional<String> generation = deletions.begin(repository);
        if (generation.isEmpty()) {
            return false;
        }
        while (true) {
            int some = deletions.clearSome(repository, generation.get());
            if (some == 0) {
                deletions.finish(repository, generation.get());
                return true;
            }
            removed += some;
            if (over()) {
                return false;
            }
        }
    }

    /** Counts other items that the request has removed. */
    public void count(long some) {
        removed += some;
    }

    /** Returns whether the request has worked for its time. */
    public boolean over() {
        return !clock.instant().isBefore(end);
    }

    /** Returns the response to a request that has done its share and must be repeated. */
    public Response unfinished() {
        return JsonBody.answer(
                        202,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("state", SpaceJson.state(true))
                                .put("removed", removed))
                .with("Retry-After", "0");
    }

    /** Requires that the request repeats the name of the container whose content it deletes. */
    public static void requireConfirmation(Call call, String name, String what) {
        boolean confirmed =
                call.request().parameter("confirm").filter(name::equals).isPresent();
        if (!confirmed) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "to delete " + what + " with all its content, repeat its name: confirm=" + name);
        }
    }
}
