package io.slipway.builds.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.files.FileNode;
import io.slipway.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of an image: the image specification's, with Docker's fields as BuildKit writes them. */
public final class ImageConfig {
    /** The creation time of every image, so that the same inputs give the same bytes. */
    static final String CREATED = Instant.ofEpochSecond(FileNode.TIME).toString();

    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String WINDOWS_PATH = "PATH=c:\\Windows\\System32;c:\\Windows";

    private static final List<String> KEPT = List.of("author", "os.version", "os.features");

    private final ObjectNode image;
    private final ObjectNode config;
    private final ArrayNode history;

    private ImageConfig(ObjectNode image, ObjectNode config, ArrayNode history) {
        this.image = image;
        this.config = config;
        this.history = history;
    }

    /** Returns the configuration of an empty image. */
    static ImageConfig scratch(Platform platform) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("Env").add(platform.isWindows() ? WINDOWS_PATH : PATH);
        config.put("WorkingDir", "/");
        return new ImageConfig(platform.json(), config, JsonNodeFactory.instance.arrayNode());
    }

    /** Returns the configuration of an image based on this one. */
    static ImageConfig of(Base base) {
        ObjectNode image = Platform.of(base.config()).orElse(base.platform()).json();
        image.setAll(ConfigFields.kept(base.config(), KEPT));
        ObjectNode config = ConfigFields.container(base.config().path("config"));
        ArrayNode history = JsonNodeFactory.instance.arrayNode();
        base.config().path("history").forEach(history::add);
        return new ImageConfig(image, config, history);
    }

    ImageConfig copy() {
        return new ImageConfig(image.deepCopy(), config.deepCopy(), history.deepCopy());
    }

    /** Returns a string of the configuration; empty if it is not set. */
    String text(String name) {
        return config.path(name).asText();
    }

    void put(String name, String value) {
        if (value.isEmpty()) {
            config.remove(name);
        } else {
            config.put(name, value);
        }
    }

    void put(String name, boolean value) {
        config.put(name, value);
    }

    void put(String name, JsonNode value) {
        config.set(name, value);
    }

    void author(String author) {
        image.put("author", author);
    }

    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        config.path(name).forEach(item -> list.add(item.asText()));
        return list;
    }

    void put(String name, Collection<String> values) {
        if (values.isEmpty()) {
            config.remove(name);
        } else {
            values.forEach(config.putArray(name)::add);
        }
    }

    /** Adds a key to a set, which the configuration stores as an object. */
    void addKey(String name, String key) {
        config.withObjectProperty(name).putObject(key);
    }

    /** Sets labels; they override those of instructions. */
    public void labels(Map<String, String> labels) {
        labels.forEach(this::label);
    }

    void label(String name, String value) {
        config.withObjectProperty("Labels").put(name, value);
    }

    /** Replaces a variable in its place, or appends it. */
    void variable(String name, String value) {
        List<String> all = list("Env");
        String pair = name + "=" + value;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).split("=", 2)[0].equals(name)) {
                all.set(i, pair);
                put("Env", all);
                return;
            }
        }
        all.add(pair);
        put("Env", all);
    }

    /** Returns the environment variables by name. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        for (String pair : list("Env")) {
            String[] parts = pair.split("=", 2);
            variables.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return variables;
    }

    /** Adds an instruction to the history, with an entry for each layer, or one marked as empty. */
    void history(String instruction, int layers) {
        for (int i = 0; i < Math.max(1, layers); i++) {
            ObjectNode entry = history.addObject()
                    .put("created", CREATED)
                    .put("created_by", instruction)
                    .put("comment", "slipway.instant.v1");
            if (layers == 0) {
                entry.put("empty_layer", true);
            }
        }
    }

    /** Returns the whole document. */
    public byte[] json(List<Digest> diffs) {
        ObjectNode json = image.deepCopy();
        json.put("created", CREATED);
        json.set("config", config);
        ObjectNode files = json.putObject("rootfs").put("type", "layers");
        ArrayNode list = files.putArray("diff_ids");
        diffs.forEach(diff -> list.add(diff.toString()));
        json.set("history", history);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the platform in the form of an index's descriptor. */
    public ObjectNode platform() {
        ObjectNode platform = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("architecture", "os", "os.version", "os.features", "variant")) {
            if (image.hasNonNull(name)) {
                platform.set(name, image.path(name));
            }
        }
        return platform;
    }

    public boolean isWindows() {
        return image.path("os").asText().equals("windows");
    }
}
