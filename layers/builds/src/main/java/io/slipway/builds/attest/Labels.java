package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.core.digest.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Derives an image's labels from its inputs: names, versions and digests, never values of variables. */
public final class Labels {
    private static final String OCI = "org.opencontainers.image.";
    private static final String SLIPWAY = "io.slipway.";

    private Labels() {}

    /**
     * The base image of the final stage.
     *
     * @param name its name, as it was written
     * @param digest its digest, if it is known
     */
    public record Base(String name, Optional<Digest> digest) {}

    /**
     * Returns the labels of the image of these inputs.
     *
     * @param base the base image of the final stage
     */
    public static Map<String, String> of(BuildInputs inputs, Optional<Base> base) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(OCI + "title", inputs.sdi().id());
        labels.put(OCI + "version", inputs.sdi().version());
        base.ifPresent(it -> {
            labels.put(OCI + "base.name", it.name());
            it.digest().ifPresent(digest -> labels.put(OCI + "base.digest", digest.toString()));
        });
        labels.put(SLIPWAY + "deployment", inputs.deployment().id());
        labels.put(SLIPWAY + "environment", inputs.deployment().environment());
        String tenant = inputs.deployment().tenant();
        if (tenant != null) {
            labels.put(SLIPWAY + "tenant", tenant);
        }
        labels.put(SLIPWAY + "packages", packages(inputs).toString());
        return labels;
    }

    private static ArrayNode packages(BuildInputs inputs) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Stream.concat(Stream.of(inputs.sdi()), inputs.packages().stream()).forEach(it -> add(list, it));
        return list;
    }

    private static void add(ArrayNode list, InputPackage it) {
        list.addObject()
                .put("id", it.id())
                .put("version", it.version())
                .put("digest", it.digest().toString());
    }
}
