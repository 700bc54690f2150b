package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.DeploymentTargetJson;
import io.slipway.core.digest.Digest;
import java.util.stream.Stream;

/** A provenance statement: in-toto Statement v1 with the predicate of SLSA Provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
public final class Provenance {
    /** The media type of the statement, and the artifact type of its referrer. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    /** The annotation of a statement's descriptor that holds its predicate type. */
    public static final String PREDICATE_ANNOTATION = "in-toto.io/predicate-type";

    /** The type of the predicate. */
    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String BUILD_TYPE = "urn:slipway:sdi-build:v1";

    private Provenance() {}

    /** Returns the statement about an image, including the id of its build. */
    public static byte[] of(BuildInputs inputs, Digest image, String registryHost) {
        ObjectNode statement = statement(inputs, image, registryHost);
        ((ObjectNode) statement.path("predicate").path("runDetails"))
                .putObject("metadata")
                .put("invocationId", inputs.build().toString());
        return bytes(statement);
    }

    /** Writes the provenance of the inputs only: the same inputs give the same bytes in every build. */
    public static byte[] ofInputs(BuildInputs inputs, Digest image, String registryHost) {
        return bytes(statement(inputs, image, registryHost));
    }

    private static ObjectNode statement(BuildInputs inputs, Digest image, String registryHost) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        digest(
                statement
                        .putArray("subject")
                        .addObject()
                        .put("name", registryHost + "/" + inputs.repository().familiar()),
                image);
        statement.put("predicateType", PREDICATE_TYPE);
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition").put("buildType", BUILD_TYPE);
        ObjectNode external = definition.putObject("externalParameters");
        external.put("package", inputs.sdi().id()).put("version", inputs.sdi().version());
        deployment(external, inputs.deployment());
        external.put("image", registryHost + "/" + inputs.image());
        ArrayNode variables = external.putArray("variables");
        inputs.variables().forEach(variable -> variables.add(variable.name()));
        definition.set("resolvedDependencies", dependencies(inputs, registryHost));
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder")
                .put(
                        "id",
                        "https://" + registryHost + "/api/spaces/"
                                + inputs.build().space() + "/builds")
                .putObject("version")
                .put("slipway", inputs.builder());
        return statement;
    }

    private static void deployment(ObjectNode external, DeploymentTarget target) {
        external.put("deployment", target.id()).put("environment", target.environment());
        DeploymentTargetJson.putParts(external, target);
    }

    private static ArrayNode dependencies(BuildInputs inputs, String host) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Stream.concat(Stream.of(inputs.sdi()), inputs.packages().stream())
                .forEach(it -> digest(
                        list.addObject()
                                .put("name", it.fileName())
                                .put(
                                        "uri",
                                        // An archive is a blob of its repository, for which no image reference exists.
                                        "https://" + host + "/v2/"
                                                + it.repository().familiar() + "/blobs/" + it.digest()),
                        it.digest()));
        inputs.bases()
                .forEach(it -> digest(
                        list.addObject()
                                .put("name", it.named())
                                .put(
                                        "uri",
                                        "oci://" + host + "/" + it.repository().familiar() + "@" + it.digest()),
                        it.digest()));
        return list;
    }

    private static void digest(ObjectNode node, Digest digest) {
        node.putObject("digest").put(digest.algorithm().prefix(), digest.hex());
    }

    /** Serializes a document. */
    public static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
