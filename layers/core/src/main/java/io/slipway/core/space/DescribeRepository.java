package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/**
 * {@code GET /api/spaces/<space>/repositories/<name>}: one repository. Its tags are counted up to {@value #MAX_COUNT}: beyond that the response says
 * that there are more.
 */
public final class DescribeRepository implements Operation {
    /** The limit up to which tags are counted. */
    public static final int MAX_COUNT = 1_000;

    private final Repositories repositories;

    public DescribeRepository(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        Repository repository = find(call, repositories);
        int tags = repositories.countTags(repository.name(), MAX_COUNT + 1);
        ObjectNode body = SpaceJson.write(repository);
        body.put("tags", Math.min(tags, MAX_COUNT)).put("moreTags", tags > MAX_COUNT);
        return JsonBody.answer(200, body);
    }

    /** Returns the repository in the path; one that the caller may not pull from looks like one that does not exist. */
    static Repository find(Call call, Repositories repositories) {
        return find(call, repositories, call.part("name"));
    }

    /** Finds the repository of the parameter {@code repository}, for paths that end with another part. */
    public static Repository inQuery(Call call, Repositories repositories) {
        return find(
                call,
                repositories,
                call.request()
                        .parameter("repository")
                        .orElseThrow(() -> JsonBody.invalid("the parameter repository must be given, but is missing")));
    }

    private static Repository find(Call call, Repositories repositories, String path) {
        RepositoryName name = JsonBody.valid(() -> new RepositoryName(SpaceJson.space(call), path));
        return repositories
                .find(name)
                .filter(repository -> sees(call, repository) && !repository.binned())
                .orElseThrow(() ->
                        new RegistryException(ErrorCode.NAME_UNKNOWN, "there is no repository " + name.familiar()));
    }

    static boolean sees(Call call, Repository repository) {
        return repository.visibility() == Visibility.PUBLIC || call.token().allows(repository.name(), Action.PULL);
    }

    /** Finds it like {@link #find}, for a caller that may change it. */
    public static Repository findOwn(Call call, Repositories repositories) {
        Repository repository = find(call, repositories);
        if (!call.token().allows(repository.name(), Action.ADMIN)) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "the token does not administer " + repository.name().familiar());
        }
        return repository;
    }
}
