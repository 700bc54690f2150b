package io.slipway.builds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/**
 * {@code GET /api/spaces/<space>/builds/<id>/log?after=}: a part of the log, masked as the job wrote it. Who follows it asks again
 * with {@code after} set to {@code last}, until the build has {@code ended} and there is no {@code more}.
 */
public final class ReadBuildLog implements ApiOperation {
    private final BuildAccess access;
    private final BuildObjects objects;

    public ReadBuildLog(Builds builds, BuildObjects objects) {
        this.access = new BuildAccess(builds);
        this.objects = objects;
    }

    @Override
    public Response handle(ApiCall call) {
        // The state is read before the log: whoever sees that the build has ended sees its last line too.
        Build build = access.visible(call, "id");
        LogPart part = objects.log(build.id(), after(call));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("text", part.text()).put("last", part.last()).put("more", part.more());
        body.put("state", build.state().word()).put("ended", build.state().ended());
        return ApiCall.answer(200, body);
    }

    private static int after(ApiCall call) {
        String text = call.request().parameter("after").orElse("0");
        try {
            int after = Integer.parseInt(text);
            if (after >= 0 && after <= BuildObjects.MAX_LOG_CHUNKS) {
                return after;
            }
        } catch (NumberFormatException e) {
            // told below, together with the numbers that are out of bounds
        }
        throw new RegistryException(
                ErrorCode.REQUEST_INVALID,
                "the parameter after is a whole number from 0 to " + BuildObjects.MAX_LOG_CHUNKS);
    }
}
