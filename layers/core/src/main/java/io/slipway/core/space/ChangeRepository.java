package io.slipway.core.space;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/**
 * {@code PATCH /api/spaces/<space>/repositories/<name>} with {@code {visibility}}. Bearer tokens for a repository that becomes private still open it
 * until they expire ({@code BearerTokens.LIFETIME}).
 */
public final class ChangeRepository implements Operation {
    private static final String VISIBILITY = "visibility";

    private final Repositories repositories;

    public ChangeRepository(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        Repository repository = DescribeRepository.findOwn(call, repositories);
        JsonNode body = call.body(VISIBILITY);
        Visibility visibility =
                JsonBody.text(body, VISIBILITY).map(SpaceJson::visibility).orElse(repository.visibility());
        if (!repositories.change(repository.name(), visibility)) {
            throw new RegistryException(ErrorCode.CONFLICT, repository.name().familiar() + " is being deleted");
        }
        return JsonBody.answer(200, SpaceJson.write(repository.with(visibility)));
    }
}
