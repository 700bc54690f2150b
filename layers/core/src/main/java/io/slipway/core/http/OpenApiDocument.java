package io.slipway.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code GET /api/openapi.yaml} and {@code .json}: the OpenAPI 3.1 document of everything under {@code /api/}. */
public final class OpenApiDocument {
    private static final String RESOURCE = "openapi.yaml";

    private OpenApiDocument() {}

    /** Returns the document as it is written. */
    public static Response yaml() {
        return Response.of(200, "application/yaml", Forms.YAML);
    }

    /** Returns the document as JSON. */
    public static Response json() {
        return Response.of(200, "application/json", Forms.JSON);
    }

    /** Returns the document as a tree. */
    public static JsonNode tree() {
        Load yaml = new Load(LoadSettings.builder().build());
        return new ObjectMapper().valueToTree(yaml.loadFromString(new String(bytes(), StandardCharsets.UTF_8)));
    }

    /** Both forms, created at the first request and kept, because anyone may request them often. */
    private static final class Forms {
        static final byte[] YAML = bytes();
        static final byte[] JSON = tree().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build must contain " + RESOURCE + ", but it is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
