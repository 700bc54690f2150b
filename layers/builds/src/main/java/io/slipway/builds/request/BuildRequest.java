package io.slipway.builds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.core.error.Quoted;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.JsonBody;
import io.slipway.features.variables.VariableFile;
import io.slipway.features.variables.VariableFileException;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request for a build.
 *
 * @param space the space
 * @param id the SDI's package
 * @param version its version
 * @param deployment the target of the image
 * @param variables the variables that the request declares
 * @param pinned the versions that the request sets for packages, by lower-case id
 * @param redeployment whether the image may replace another with the same tag
 * @param allowSensitive whether sensitive values may be baked in, whatever the SDI says
 */
public record BuildRequest(
        SpaceName space,
        PackageId id,
        PackageVersion version,
        DeploymentTarget deployment,
        VariableFile variables,
        Map<String, String> pinned,
        boolean redeployment,
        boolean allowSensitive) {
    private static final Set<String> FIELDS = Set.of(
            "package",
            "version",
            "deployment",
            "environment",
            "tenant",
            "tenantTags",
            "channel",
            "roles",
            "machine",
            "step",
            "process",
            "variables",
            "packages",
            "redeployment",
            "allowSensitive");

    /** Parses a request's body; one error lists all its mistakes. */
    static BuildRequest read(SpaceName space, JsonNode body) {
        Problems problems = new Problems();
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problems.add("the fields must be among " + String.join(", ", new TreeSet<>(FIELDS)) + ", but one was "
                        + Quoted.of(field));
            }
        });
        Optional<PackageId> id = problems.noting("package", () -> new PackageId(JsonBody.required(body, "package")));
        Optional<PackageVersion> version =
                problems.noting("version", () -> new PackageVersion(JsonBody.required(body, "version")));
        Optional<DeploymentTarget> deployment = problems.noting(
                "deployment",
                () -> new DeploymentTarget(
                        JsonBody.required(body, "deployment"),
                        JsonBody.required(body, "environment"),
                        text(body, "tenant"),
                        texts(body, "tenantTags"),
                        text(body, "channel"),
                        texts(body, "roles"),
                        text(body, "machine"),
                        text(body, "step"),
                        text(body, "process")));
        Optional<VariableFile> variables = variables(body.path("variables"), problems);
        Map<String, String> pinned = pinned(body.path("packages"), problems);
        boolean redeployment = flag(body, "redeployment", problems);
        boolean allowSensitive = flag(body, "allowSensitive", problems);
        problems.end();
        return new BuildRequest(
                space,
                id.orElseThrow(),
                version.orElseThrow(),
                deployment.orElseThrow(),
                variables.orElseThrow(),
                pinned,
                redeployment,
                allowSensitive);
    }

    private static Optional<VariableFile> variables(JsonNode node, Problems problems) {
        if (!node.isMissingNode() && !node.isContainerNode()) {
            problems.add("variables: they must be an object of names and values, or Octopus's list of them, "
                    + Quoted.but(node));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    VariableFile.of("variables", node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node));
        } catch (VariableFileException e) {
            problems.add("variables: " + e.problem());
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode body, String field) {
        return JsonBody.text(body, field).filter(it -> !it.isEmpty()).orElse(null);
    }

    private static List<String> texts(JsonNode body, String field) {
        JsonNode list = body.path(field);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            throw new IllegalArgumentException(
                    "the field " + field + " must be a list of strings, " + Quoted.but(list));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw new IllegalArgumentException(
                        "each item of the field " + field + " must be a string, " + Quoted.but(item));
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static Map<String, String> pinned(JsonNode node, Problems problems) {
        Map<String, String> pinned = new TreeMap<>();
        if (!node.isMissingNode() && !node.isObject()) {
            problems.add("packages: it must be an object of package ids and versions, " + Quoted.but(node));
        }
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                problems.add("packages: the version of " + Quoted.of(field.getKey()) + " must be a string, "
                        + Quoted.but(field.getValue()));
            } else {
                pinned.put(
                        field.getKey().toLowerCase(Locale.ROOT),
                        field.getValue().textValue());
            }
        });
        return pinned;
    }

    private static boolean flag(JsonNode body, String field, Problems problems) {
        JsonNode node = body.path(field);
        if (!node.isMissingNode() && !node.isBoolean()) {
            problems.add(field + ": it must be true or false, " + Quoted.but(node));
        }
        return node.asBoolean();
    }

    /** Returns a text without the variables, which may be sensitive. */
    @Override
    public String toString() {
        return "BuildRequest " + List.of(space, id, version, deployment);
    }
}
