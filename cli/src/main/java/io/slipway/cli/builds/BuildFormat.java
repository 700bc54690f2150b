package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.output.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The output formats for a build's image. Missing values are omitted. */
enum BuildFormat {
    /** Only the image's reference. */
    PLAIN {
        @Override
        String print(JsonNode build) {
            return build.path("image").asText();
        }
    },
    /** The build as in the API's response. */
    JSON {
        @Override
        String print(JsonNode build) {
            return Values.withoutNulls(build).toPrettyString();
        }
    },
    /** Service messages that set the variables of a container image (Octopus Deploy, "Service messages": values in base64). */
    OCTOPUS {
        @Override
        String print(JsonNode build) {
            String reference =
                    "Octopus.Action.Package[" + build.at("/package/id").asText() + "].";
            String image = build.path("image").asText();
            int colon = image.lastIndexOf(':');
            Map<String, String> values = new LinkedHashMap<>();
            values.put(reference + "Image", image);
            values.put(reference + "Registry", image.substring(0, image.indexOf('/')));
            values.put(reference + "PackageId", image.substring(image.indexOf('/') + 1, colon));
            values.put(reference + "Version", image.substring(colon + 1));
            values.put(reference + "PackageVersion", image.substring(colon + 1));
            put(values, reference + "Digest", build.path("digest"));
            put(values, reference + "ConfigImage", build.at("/configImage/image"));
            put(values, reference + "ConfigDigest", build.at("/configImage/digest"));
            return lines(
                    values,
                    it -> "##octopus[setVariable name='" + base64(it.getKey()) + "' value='" + base64(it.getValue())
                            + "']");
        }
    },
    /** Lines for the file in {@code GITHUB_OUTPUT}. */
    GITHUB {
        @Override
        String print(JsonNode build) {
            Map<String, String> values = new LinkedHashMap<>();
            put(values, "image", build.path("image"));
            put(values, "digest", build.path("digest"));
            put(values, "reference", build.path("reference"));
            put(values, "config-image", build.at("/configImage/image"));
            put(values, "config-reference", build.at("/configImage/reference"));
            return lines(values, it -> it.getKey() + "=" + it.getValue());
        }
    };

    /** The help text of the option. */
    static final String DESCRIPTION =
            "The output: plain (only the image), json (the build), octopus (service messages),"
                    + " github (lines for GITHUB_OUTPUT). Default: plain.";

    abstract String print(JsonNode build);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        if (value.isTextual()) {
            values.put(name, value.textValue());
        }
    }

    private static String lines(Map<String, String> values, Function<Map.Entry<String, String>, String> line) {
        return values.entrySet().stream().map(line).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
