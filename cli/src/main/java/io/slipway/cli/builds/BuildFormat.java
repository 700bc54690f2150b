package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a build's image is printed. */
enum BuildFormat {
    /** The image alone. */
    PLAIN {
        @Override
        String print(JsonNode build) {
            return build.path("image").asText();
        }
    },
    /** The build as the API answers it. */
    JSON {
        @Override
        String print(JsonNode build) {
            return build.toPrettyString();
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
            values.put(reference + "Digest", build.path("digest").asText());
            return values.entrySet().stream()
                    .map(it -> "##octopus[setVariable name='" + base64(it.getKey()) + "' value='"
                            + base64(it.getValue()) + "']")
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    },
    /** Lines for the file that {@code GITHUB_OUTPUT} names. */
    GITHUB {
        @Override
        String print(JsonNode build) {
            return "image=" + build.path("image").asText() + System.lineSeparator() + "digest="
                    + build.path("digest").asText() + System.lineSeparator() + "reference="
                    + build.path("reference").asText();
        }
    };

    abstract String print(JsonNode build);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
