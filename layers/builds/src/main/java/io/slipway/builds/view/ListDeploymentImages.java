package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.core.access.Action;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/**
 * {@code GET /api/spaces/<space>/deployments/<id>/images}: lists the images of a deployment, by package, with the
 * last build of each. One more call for each image whose last build failed.
 */
public final class ListDeploymentImages implements Operation {
    private final Builds builds;
    private final Manifests manifests;

    public ListDeploymentImages(Builds builds, Manifests manifests) {
        this.builds = builds;
        this.manifests = manifests;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = BuildAccess.space(call);
        String deployment = JsonBody.valid(() -> DeploymentTarget.validId(call.part("id")));
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
                    view.image(image, build.with(made(build)));
                });
        return JsonBody.answer(200, body);
    }

    /** Finds the image; if a redeployment did not produce one, the previous image is still in use. */
    private BuildStatus made(Build build) {
        BuildStatus status = build.status();
        if (!status.state().mayBeTriedAgain()) {
            return status;
        }
        Digest named = manifests
                .resolve(build.inputs().repository(), build.inputs().tag())
                .orElse(null);
        return new BuildStatus(
                status.state(),
                status.started(),
                status.ended(),
                status.job(),
                named,
                status.configImage(),
                status.failure());
    }
}
