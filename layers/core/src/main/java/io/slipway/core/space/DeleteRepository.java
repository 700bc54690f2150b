package io.slipway.core.space;

import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;
import java.time.Clock;
import java.util.Set;

/**
 * {@code DELETE /api/spaces/<space>/repositories/<name>?confirm=<name>}: removes a repository with all that is in it. From the
 * first request on nothing can be pushed into it; 202 asks to repeat the request: there is more to remove. Blobs that other
 * repositories have mounted stay.
 */
public final class DeleteRepository implements ApiOperation {
    private final Repositories repositories;
    private final Deletions deletions;
    private final Clock clock;

    public DeleteRepository(Repositories repositories, Deletions deletions, Clock clock) {
        this.repositories = repositories;
        this.deletions = deletions;
        this.clock = clock;
    }

    @Override
    public Response handle(ApiCall call) {
        Repository repository = DescribeRepository.findOwn(call, repositories);
        Deletion.requireConfirmation(
                call,
                repository.name().path(),
                "the repository " + repository.name().familiar());
        Deletion deletion = new Deletion(deletions, clock);
        return deletion.remove(repository.name()) ? Response.of(204) : deletion.unfinished();
    }

    @Override
    public Set<String> parameters() {
        return Set.of("confirm");
    }
}
