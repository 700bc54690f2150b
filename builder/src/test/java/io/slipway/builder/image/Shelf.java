package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.builds.image.Platform;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A registry that serves a test's content, with or without a login, and records the requests. */
public final class Shelf implements AutoCloseable {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

    private final HttpServer server;
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    /** The requests so far. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    public Shelf() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        contents.put("/v2/", bytes("{}"));
        contents.put("/token", bytes("{\"token\":\"bearer\"}"));
    }

    public String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Adds an image of one layer; returns the descriptor of its manifest. */
    ObjectNode image(String name, Platform platform, JsonNode history) {
        ObjectNode config = platform.json();
        config.putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(digest(bytes("layer of " + platform)).toString());
        config.set("history", history);
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", blob(name, CONFIG, bytes(config.toString())));
        manifest.putArray("layers").add(blob(name, LAYER, bytes("layer of " + platform)));
        return manifest(name, "latest", MediaTypes.OCI_MANIFEST, manifest);
    }

    ObjectNode image(String name, Platform platform) {
        return image(name, platform, JsonNodeFactory.instance.arrayNode());
    }

    /** Adds an index of images. */
    ObjectNode index(String name, Platform... platforms) {
        ObjectNode index =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        for (Platform platform : platforms) {
            ObjectNode image = image(name, platform);
            image.set("platform", platform.json());
            manifests.add(image);
        }
        return manifest(name, "latest", MediaTypes.OCI_INDEX, index);
    }

    private ObjectNode manifest(String name, String tag, String type, ObjectNode content) {
        byte[] bytes = bytes(content.toString());
        ObjectNode descriptor = put("/v2/" + name + "/manifests/", type, bytes);
        put("/v2/" + name + "/manifests/" + tag, type, bytes, "");
        return descriptor;
    }

    /** Adds a blob of any type. */
    public void blob(String name, byte[] content) {
        blob(name, LAYER, content);
    }

    private ObjectNode blob(String name, String type, byte[] content) {
        return put("/v2/" + name + "/blobs/", type, content);
    }

    private ObjectNode put(String folder, String type, byte[] content) {
        return put(folder, type, content, digest(content).toString());
    }

    private ObjectNode put(String folder, String type, byte[] content, String last) {
        contents.put(folder + last, content);
        types.put(folder + last, type);
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", type)
                .put("digest", digest(content).toString())
                .put("size", content.length);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] content = contents.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(path, "application/json"));
            exchange.getResponseHeaders()
                    .set("Docker-Content-Digest", digest(content).toString());
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
