package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool unpacks and repacks the base image; the image keeps the original layers. */
class BaseLayersTest {
    private static final RepositoryName BASE = RepositoryName.parse("base");

    @TempDir
    private Path folder;

    private static ObjectNode layer(LayoutFolder layout, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        Files.write(layout.blob(digest), bytes);
        return LayoutFolder.JSON
                .createObjectNode()
                .put("mediaType", type)
                .put("digest", digest.toString())
                .put("size", bytes.length);
    }

    private static ObjectNode config(String... diffs) {
        ObjectNode config = LayoutFolder.JSON.createObjectNode();
        var ids = config.putObject("rootfs").putArray("diff_ids");
        for (String diff : diffs) {
            ids.add(diff);
        }
        return config;
    }

    private LayoutFolder layout(String name, ObjectNode config, List<ObjectNode> layers) throws IOException {
        LayoutFolder layout = LayoutFolder.create(folder.resolve(name));
        ObjectNode manifest = LayoutFolder.JSON.createObjectNode().put("schemaVersion", 2);
        manifest.set("config", layout.put(DockerFolder.CONFIG, config));
        manifest.putArray("layers").addAll(layers);
        layout.name(layout.put(MediaTypes.OCI_MANIFEST, manifest));
        return layout;
    }

    private FetchedBase base(ObjectNode config, List<ObjectNode> layers) throws IOException {
        LayoutFolder layout = layout("base", config, layers);
        return new FetchedBase(
                "base:1",
                "base",
                layout.path(),
                layout.image().path("digest").asText(),
                layout.document(layout.image()),
                config,
                Optional.of(BASE));
    }

    private List<BaseLayers.Kept> keep(LayoutFolder made, FetchedBase base) throws IOException {
        return BaseLayers.keep(made.path(), Optional.of(base), new CompressedLayers(folder.resolve("compressed")));
    }

    @Test
    void a_layer_is_compressed_once_and_then_linked() throws IOException {
        FetchedBase base = base(config(), List.of());
        List<JsonNode> layers = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            LayoutFolder made = LayoutFolder.create(folder.resolve(name));
            layout(name, config("sha256:new"), List.of(layer(made, DockerFolder.LAYER, "new")));
            keep(made, base);
            JsonNode layer = made.document(made.image()).path("layers").path(0);
            layers.add(layer);
            Path blob = made.blob(Digest.parse(layer.path("digest").asText()));
            try (Stream<Path> kept = Files.list(folder.resolve("compressed"))) {
                assertThat(kept)
                        .singleElement()
                        .satisfies(
                                file -> assertThat(Files.isSameFile(file, blob)).isTrue());
            }
        }
        assertThat(layers.getFirst()).isEqualTo(layers.getLast());
    }

    @Test
    void layers_of_the_base_keep_their_digests_and_new_ones_are_compressed() throws IOException {
        LayoutFolder bases = LayoutFolder.create(folder.resolve("base"));
        ObjectNode own = layer(bases, DockerFolder.LAYER + "+gzip", "as in the base image");
        FetchedBase base = base(config("sha256:one"), List.of(own));
        LayoutFolder made = LayoutFolder.create(folder.resolve("made"));
        layout(
                "made",
                config("sha256:one", "sha256:two"),
                List.of(
                        layer(made, DockerFolder.LAYER, "as repacked by the tool"),
                        layer(made, DockerFolder.LAYER, "new")));

        List<BaseLayers.Kept> kept = keep(made, base);

        JsonNode layers = made.document(made.image()).path("layers");
        assertThat(layers).hasSize(2);
        assertThat(layers.path(0)).isEqualTo(own);
        assertThat(layers.path(1).path("mediaType").asText()).isEqualTo(DockerFolder.LAYER + "+gzip");
        Path fresh = made.blob(Digest.parse(layers.path(1).path("digest").asText()));
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(fresh))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("new");
        }
        assertThat(kept).singleElement().satisfies(it -> {
            assertThat(it.digest().toString()).isEqualTo(own.path("digest").asText());
            assertThat(it.from()).contains(BASE);
        });
    }

    @Test
    void an_image_on_another_base_keeps_no_layers_of_this_base() throws IOException {
        LayoutFolder bases = LayoutFolder.create(folder.resolve("base"));
        FetchedBase base =
                base(config("sha256:one"), List.of(layer(bases, DockerFolder.LAYER + "+gzip", "of the base")));
        LayoutFolder made = LayoutFolder.create(folder.resolve("made"));
        layout("made", config("sha256:other"), List.of(layer(made, DockerFolder.LAYER + "+gzip", "squashed")));

        assertThat(keep(made, base)).isEmpty();
        assertThat(made.document(made.image()).path("layers")).hasSize(1);
    }

    @Test
    void a_layer_that_only_its_vendor_may_distribute_is_listed_but_not_pushed() throws IOException {
        LayoutFolder bases = LayoutFolder.create(folder.resolve("base"));
        ObjectNode foreign = layer(bases, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "windows");
        foreign.putArray("urls").add("https://mcr.microsoft.com/layer");
        FetchedBase base = base(config("sha256:one"), List.of(foreign));
        LayoutFolder made = LayoutFolder.create(folder.resolve("made"));
        layout("made", config("sha256:one"), List.of(layer(made, DockerFolder.LAYER, "again")));

        assertThat(keep(made, base)).isEmpty();
        assertThat(made.document(made.image()).at("/layers/0/urls/0").asText())
                .isEqualTo("https://mcr.microsoft.com/layer");
    }
}
