package io.slipway.core.bin;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Deletion;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import java.time.Clock;
import java.util.Set;

/**
 * {@code DELETE /api/spaces/<space>/repositories/<name>?confirm=<name>[&forGood=true]}: puts a repository with all its images into the bin of its
 * space; with {@code forGood}, or in a space without a bin, removes it with all that is in it. Nothing can be pushed into it after the first request;
 * 202 asks the client to repeat the request until all is deleted. Blobs that other repositories have mounted are kept.
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
        boolean forGood = call.flag("forGood");
        Repository repository = DescribeRepository.findOwn(call, repositories);
        Deletion.requireConfirmation(
                call,
                repository.name().path(),
                "the repository " + repository.name().familiar());
        Deletion deletion = new Deletion(deletions, clock);
        int days = forGood ? 0 : bin.days(repository.name().space());
        boolean done = days == 0 ? deletion.remove(repository.name()) : bin.discard(repository.name(), days, deletion);
        if (done) {
            return Response.of(204);
        }
        requireStillDeleted(repository);
        return deletion.unfinished();
    }

    /** Fails if the repository can be used again: a client that repeated the request would delete what was restored or pushed since. */
    private void requireStillDeleted(Repository repository) {
        boolean open = repositories
                .find(repository.name())
                .filter(now -> !now.deleting())
                .isPresent();
        if (open) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the repository " + repository.name().familiar()
                            + " was deleted by another request, and restored or pushed to since; delete it again to delete that too");
        }
    }

    @Override
    public Set<String> parameters() {
        return Set.of("confirm", "forGood");
    }
}
