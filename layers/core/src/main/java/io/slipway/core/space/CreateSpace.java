package io.slipway.core.space;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** {@code POST /api/spaces} with {@code {name, displayName, description, defaultVisibility, sparse}}: creates a space. */
public final class CreateSpace implements Operation {
    private final Spaces spaces;
    private final Clock clock;

    public CreateSpace(Spaces spaces, Clock clock) {
        this.spaces = spaces;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        JsonNode body = call.body(SpaceJson.fields("name"));
        String text = JsonBody.required(body, "name");
        Space space = Space.begin(
                JsonBody.valid(() -> new SpaceName(text)),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                SpaceJson.read(body, SpaceSettings.DEFAULT));
        if (!spaces.add(space)) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    "the space " + space.name() + " exists already, or " + (SpaceName.MAX_GENERATION + 1)
                            + " spaces of the name have been deleted");
        }
        return JsonBody.answer(201, SpaceJson.write(space));
    }
}
