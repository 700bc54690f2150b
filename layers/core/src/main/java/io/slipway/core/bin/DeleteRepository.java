package io.slipway.core.bin;

import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Deletion;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * {@code DELETE /api/spaces/<space>/repositories/<name>?confirm=<name>[&bin=true]}: removes a repository with all that is in it; with {@code bin}, where the
 * space has one, puts it there with all its images. From the first request on nothing can be pushed into it; 202 asks to repeat the request: there is
 * more to do. Blobs that other repositories have mounted stay.
 */
public final class DeleteRepository implements Operation {
    private final Repositories repositories;
    private final Deletions deletions;
    private final RepositoryBin bin;
    private final Clock clock;

    public DeleteRepository(Repositories repositories, Deletions deletions, RepositoryBin bin, Clock clock) {
        this.repositories = repositories;
        this.deletions = deletions;
        this.bin = bin;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        boolean binned = call.flag("bin");
        Repository repository = DescribeRepository.findOwn(call, repositories);
        Deletion.requireConfirmation(
                call,
                repository.name().path(),
                "the repository " + repository.name().familiar());
        Deletion deletion = new Deletion(deletions, clock);
        int days = binned ? bin.days(repository.name().space()) : 0;
        boolean done = days == 0 ? deletion.remove(repository.name()) : discard(repository.name(), days, deletion);
        return done ? Response.of(204) : deletion.unfinished();
    }

    private boolean discard(RepositoryName name, int days, Deletion deletion) {
        Optional<RepositoryBin.Begun> begun = bin.begin(name);
        if (begun.isEmpty()) {
            return false;
        }
        Instant until = begun.get().since().plus(Duration.ofDays(days));
        while (true) {
            int some = bin.discardSome(name, until);
            if (some == 0) {
                return bin.finish(name, begun.get(), until);
            }
            deletion.count(some);
            if (deletion.over()) {
                return false;
            }
        }
    }

    @Override
    public Set<String> parameters() {
        return Set.of("bin", "confirm");
    }
}
