package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests a cloud without the stream lane: clients cannot push large layers, but {@code slipway image push} can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagePushTest {
    private Path folder;
    private Path data;
    private Cloud cloud;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        data = folder.resolve("data");
        cloud = Cloud.startOnce(data, "--no-stream");
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_large_layer_is_rejected_and_the_error_suggests_image_push() {
        Tool crane = Tool.crane(cloud);
        Tool.Result result =
                crane.attempt("", "push", "--insecure", TestImage.large().toString(), cloud.host() + "/large-off:1");
        assertThat(result.code()).isNotZero();
        assertThat(result.errors()).contains("UNSUPPORTED", "slipway image push");
    }

    @Test
    void a_saved_image_and_a_layout_are_pushed_without_the_stream_lane() {
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
