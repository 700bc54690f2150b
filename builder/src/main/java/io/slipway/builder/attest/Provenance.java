package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.BuildInputs;
import io.slipway.core.digest.Digest;
import java.util.stream.Stream;

/** A provenance statement: in-toto Statement v1 with the predicate of SLSA Provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
public final class Provenance {
    /** The media type of the statement, and the artifact type under which it is found. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    /** The type of the predicate. */
    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String BUILD_TYPE = "urn:slipway:sdi-build:v1";

    private Provenance() {}

    /** The statement about an image. */
    public static byte[] of(BuildInputs inputs, Digest image, String registryHost) {
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
        external.put("deployment", inputs.deployment().id())
                .put("environment", inputs.deployment().environment());
        String tenant = inputs.deployment().tenant();
        if (tenant != null) {
            external.put("tenant", tenant);
        }
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
        details.putObject("metadata").put("invocationId", inputs.build().toString());
        return bytes(statement);
    }

    private static ArrayNode dependencies(BuildInputs inputs, String host) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Stream.concat(Stream.of(inputs.sdi()), inputs.packages().stream())
                .forEach(it -> digest(
                        list.addObject()
                                .put("name", it.fileName())
                                .put(
                                        "uri",
                                        "oci://" + host + "/" + it.repository().familiar() + "@" + it.digest()),
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

    static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
