package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTargetJson;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.record.Build;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Request;
import io.slipway.core.name.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes builds as the API returns them. */
public final class BuildView {
    private final String host;

    /** Creates a view that names images by the request's host. */
    public BuildView(Request request) {
        this.host = URI.create(request.origin()).getAuthority();
    }

    public ObjectNode write(Build build) {
        BuildInputs inputs = build.inputs();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", build.id().id());
        node.put("space", build.id().space().value());
        node.put("state", build.state().word());
        write(node.putObject("package"), inputs.sdi());
        var packages = node.putArray("packages");
        inputs.packages().forEach(it -> write(packages.addObject(), it));
        node.set("deployment", DeploymentTargetJson.write(inputs.deployment()));
        var bases = node.putArray("baseImages");
        inputs.bases()
                .forEach(it -> bases.addObject()
                        .put("argument", it.argument())
                        .put("image", it.named())
                        .put("repository", it.repository().familiar())
                        .put("digest", it.digest().toString()));
        image(node, build);
        node.put("engine", inputs.instant() ? "instant" : "job");
        node.put("engineReason", build.reason().isEmpty() ? null : build.reason());
        node.put("redeployment", build.redeployment());
        node.put("requestedBy", build.requestedBy());
        node.put("created", build.created().toString());
        node.put("started", text(build.status().started()));
        node.put("ended", text(build.status().ended()));
        failure(node, build.status().failure());
        return node;
    }

    /** Writes an image as deployments use it: its name with the tag, its digest, and its name with the digest. */
    void image(ObjectNode node, Build build) {
        Digest digest = build.status().image();
        String name = host + "/" + build.inputs().repository().familiar();
        node.put("image", name + ":" + build.inputs().tag());
        node.put("digest", digest == null ? null : digest.toString());
        node.put("reference", digest == null ? null : name + "@" + digest);
        build.configTag().ifPresentOrElse(tag -> config(node, build, name, tag), () -> node.putNull("configImage"));
    }

    private static void config(ObjectNode node, Build build, String name, Tag tag) {
        Digest digest = build.status().configImage();
        node.putObject("configImage")
                .put("image", name + ":" + tag)
                .put("digest", digest == null ? null : digest.toString())
                .put("reference", digest == null ? null : name + "@" + digest);
    }

    private static void write(ObjectNode node, InputPackage it) {
        node.put("id", it.id())
                .put("version", it.version())
                .put("digest", it.digest().toString());
    }

    private static void failure(ObjectNode node, @Nullable BuildFailure failure) {
        if (failure == null) {
            node.putNull("failure");
            return;
        }
        ObjectNode object = node.putObject("failure");
        JobStage stage = failure.stage();
        object.put("stage", stage == null ? null : stage.word());
        object.put("message", failure.message());
        object.put("file", failure.file());
        object.put("line", failure.line() == 0 ? null : failure.line());
        var lines = object.putArray("lastLines");
        failure.lastLines().forEach(lines::add);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
