package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code slipway image push}, which works without the stream lane. */
class ImagePushTest {
    @TempDir
    Path folder;

    @Test
    void a_saved_image_and_a_layout_are_pushed_without_the_stream_lane() {
        Path data = folder.resolve("data");
        try (Cloud cloud = Cloud.startOnce(data, "--no-stream")) {
            Tool slipway = new Tool(Cloud.root().resolve("slipway"), folder);
            Tool crane = Tool.crane(cloud);
            String archive = TestImage.debian().toString();

            String pushed = slipway.run("image", "push", "imported:1", "--archive", archive, "--data", data.toString());
            assertThat(pushed).isEqualTo(cloud.host() + "/imported@" + new Api(cloud).headManifest("imported:1"));
            crane.run("validate", "--insecure", "--remote", cloud.host() + "/imported:1");

            Path layout = folder.resolve("layout");
            crane.run("pull", "--insecure", "--format=oci", cloud.host() + "/imported:1", layout.toString());
            String copied = slipway.run(
                    "image", "push", cloud.host() + "/copied:2", "--oci", layout.toString(), "--data", data.toString());
            assertThat(copied).endsWith(pushed.substring(pushed.indexOf('@')));
            crane.run("validate", "--insecure", "--remote", cloud.host() + "/copied:2");

            Tool.Result wrong = slipway.attempt("", "image", "push", "x:1", "--data", data.toString());
            assertThat(wrong.code()).isEqualTo(2);
        }
    }
}
