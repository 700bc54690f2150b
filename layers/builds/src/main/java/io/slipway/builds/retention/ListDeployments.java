package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.record.Builds;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Spaces;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/deployments[?environment=&tenant=&all=true]}: lists the most recently requested
 * image for each repository, environment and tenant, or with {@code all} every image.
 */
public final class ListDeployments implements Operation {
    /** The maximum number of images in a response. */
    public static final int MAX_LISTED = 1_000;

    private final Spaces spaces;
    private final Builds builds;
    private final Deployments deployments;

    public ListDeployments(Spaces spaces, Builds builds, Deployments deployments) {
        this.spaces = spaces;
        this.builds = builds;
        this.deployments = deployments;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = call.space();
        if (!call.reaches(space)) {
            throw Spaces.unknown(space);
        }
        Instant since = spaces.require(space);
        Optional<String> environment = call.request().parameter("environment");
        Optional<String> tenant = call.request().parameter("tenant");
        boolean all = call.flag("all");
        DeployedImages images = DeployedImages.read(builds, deployments, space, since);
        List<DeployedImage> found = images.all().stream()
                .filter(image -> call.token().allows(image.repository(), Action.PULL))
                .filter(image ->
                        environment.map(image.environment()::equalsIgnoreCase).orElse(true))
                .filter(image -> tenant.map(image.tenant()::equalsIgnoreCase).orElse(true))
                .filter(image -> all || images.isCurrent(image))
                .limit(MAX_LISTED + 1L)
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("deployments");
        String host = URI.create(call.request().origin()).getAuthority();
        found.stream().limit(MAX_LISTED).forEach(image -> write(list.addObject(), image, images, host));
        body.put("more", found.size() > MAX_LISTED);
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("environment", "tenant", "all");
    }

    private static void write(ObjectNode node, DeployedImage image, DeployedImages images, String host) {
        DeploymentState state = images.state(image);
        node.put("id", image.deployment())
                .put("environment", image.environment())
                .put("tenant", image.tenant().isEmpty() ? null : image.tenant())
                .put("package", image.sdi())
                .put("image", host + "/" + image.repository().familiar() + ":" + image.tag())
                .put("digest", image.digest().toString())
                .put("build", image.build())
                .put("requested", image.requested().toString())
                .put("state", images.isCurrent(image) ? "current" : images.isRetired(image) ? "retired" : "replaced")
                .put("leasedUntil", state.leased().map(Instant::toString).orElse(null));
    }
}
