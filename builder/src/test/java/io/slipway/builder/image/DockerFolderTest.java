package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.OciLayout;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    @Test
    void the_config_keeps_docker_only_fields_but_not_those_of_the_container() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("dir"));
        String config = blob(folder, """
                {"created":"1980-01-01T00:00:00Z","container":"0c86","container_config":{"Hostname":"3a7f"},"architecture":"amd64","os":"linux",
                 "config":{"Hostname":"3a7f","User":"1000","Env":["A=b"],"Cmd":[],"Tty":false,"Shell":["/bin/sh","-ec"],
                   "Healthcheck":{"Test":["CMD-SHELL","true"]},"OnBuild":["RUN true"],"Labels":{"team":"?","own":"kept"}},
                 "rootfs":{"type":"layers","diff_ids":["sha256:5385"]},"history":[]}""");
        String layer = blob(folder, "layer");
        Files.writeString(folder.resolve("manifest.json"), """
                {"schemaVersion":2,"config":{"digest":"%s","size":1},"layers":[
                 {"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":5,"digest":"%s"},
                 {"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":5,"digest":"%s"}]}""".formatted(config, layer, layer));
        Path layout = temporary.resolve("layout");
        DockerFolder.toLayout(folder, layout, Map.of("team", "web"));
        LocalImage image = OciLayout.read(layout, "");
        JsonNode manifest = JSON.readTree(image.manifests().getLast().content());
        assertThat(manifest.path("layers").findValuesAsText("mediaType"))
                .containsExactly(
                        "application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.oci.image.layer.v1.tar+gzip");
        String digest = manifest.path("config").path("digest").asText();
        try (InputStream in = Files.newInputStream(layout.resolve("blobs/sha256/" + digest.substring(7)))) {
            assertThat(JSON.readTree(in)).isEqualTo(JSON.readTree("""
                    {"created":"1980-01-01T00:00:00Z","architecture":"amd64","os":"linux",
                     "rootfs":{"type":"layers","diff_ids":["sha256:5385"]},
                     "config":{"User":"1000","Env":["A=b"],"Healthcheck":{"Test":["CMD-SHELL","true"]},
                       "OnBuild":["RUN true"],"Shell":["/bin/sh","-ec"],
                       "Labels":{"team":"web","own":"kept"}}}"""));
        }
    }

    private static String blob(Path folder, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        Files.write(folder.resolve(digest.hex()), bytes);
        return digest.toString();
    }
}
