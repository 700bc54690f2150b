package io.slipway.core.build;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/** {@code GET /api/spaces/<space>/deployments/<id>/images}: the images that were made for a deployment, by package. */
public final class ListDeploymentImages implements ApiOperation {
    private final Builds builds;

    public ListDeploymentImages(Builds builds) {
        this.builds = builds;
    }

    @Override
    public Response handle(ApiCall call) {
        SpaceName space = BuildAccess.space(call);
        String deployment = ApiCall.valid(() -> DeploymentTarget.validId(call.part("id")));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode images = body.putArray("images");
        BuildView view = new BuildView(call.request());
        builds.ofDeployment(space, deployment).stream()
                .filter(build -> BuildAccess.mayDo(call, build, Action.PULL))
                .forEach(build -> {
                    ObjectNode image = images.addObject();
                    image.put("package", build.inputs().sdi().id());
                    image.put("version", build.inputs().sdi().version());
                    image.put("build", build.id().id());
                    image.put("state", build.state().word());
                    view.image(image, build);
                });
        return ApiCall.answer(200, body);
    }
}
