package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.attest.Labels;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.report.BuildException;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageBasesTest {
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
    private static final String OWN = "registry.example.com/base@" + DIGEST;
    private static final BaseImage BASE = new BaseImage("BASE", "base:1", RepositoryName.parse("base"), DIGEST);

    private static StageBases of(String dockerfile) {
        return new StageBases(Dockerfile.read(dockerfile), Map.of(OWN, BASE), Map.of("BASE", OWN));
    }

    @Test
    void the_base_image_of_the_target_is_that_of_its_lowest_stage() {
        StageBases stages = of("ARG BASE\nFROM $BASE AS first\nFROM alpine:3.20 AS tools\nFROM first\n");
        assertThat(stages.ofTarget(Optional.empty())).contains(new Labels.Base("base:1", Optional.of(DIGEST)));
        assertThat(stages.ofTarget(Optional.of("tools"))).contains(new Labels.Base("alpine:3.20", Optional.empty()));
    }

    @Test
    void an_image_of_another_registry_is_returned_with_its_digest() {
        assertThat(of("FROM example.com/a:1@" + DIGEST + "\n").ofTarget(Optional.empty()))
                .contains(new Labels.Base("example.com/a:1", Optional.of(DIGEST)));
        assertThat(of("FROM example.com/a@sha256:short\n").ofTarget(Optional.empty()))
                .contains(new Labels.Base("example.com/a@sha256:short", Optional.empty()));
    }

    @Test
    void scratch_has_no_base_image_and_is_refused_for_windows() throws BuildException {
        StageBases stages = of("FROM scratch\nCOPY . /\n");
        assertThat(stages.nameOfTarget(Optional.empty())).isEmpty();
        stages.checkScratch(build("linux/amd64"));
        assertThatThrownBy(() -> stages.checkScratch(build("windows/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("needs a Windows base image");
    }

    private static ImageBuild build(String platform) {
        return new ImageBuild(
                Path.of("."),
                "Dockerfile",
                Optional.empty(),
                platform,
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Instant.EPOCH);
    }
}
