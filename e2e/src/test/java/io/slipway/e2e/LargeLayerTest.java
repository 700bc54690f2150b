package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes a layer of 300 MB, which no function could handle, on the two lanes for large layers, with the whole cloud in
 * a heap of 512 MiB.
 */
@OnSharedCloud
class LargeLayerTest {
    @TempDir
    Path folder;

    @Test
    void a_large_layer_is_pushed_on_the_direct_lane(Cloud cloud) throws IOException {
        Tool oras = Tool.named("oras");
        Path file = oras.home().resolve("large.bin");
        TestImage.random(file);
        oras.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        String name = cloud.host() + "/large-direct:1";
        oras.run("push", "--plain-http", name, "large.bin:application/octet-stream");
        oras.run("pull", "--plain-http", name, "-o", folder.toString());
        assertThat(Files.mismatch(file, folder.resolve("large.bin"))).isEqualTo(-1);
        assertThat(cloud.log()).doesNotContain("\"method\":\"PATCH\",\"path\":\"/v2/large-direct");
    }

    @Test
    void a_large_layer_is_pushed_on_the_stream_lane(Cloud cloud) {
        Tool crane = Tool.crane(cloud);
        String name = cloud.host() + "/large-stream:1";
        crane.run("push", "--insecure", TestImage.large().toString(), name);
        crane.run("validate", "--insecure", "--remote", name);
    }
}
