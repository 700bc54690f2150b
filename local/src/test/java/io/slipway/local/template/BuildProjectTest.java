package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.emulators.codebuild.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildProjectTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root", ".."));

    @Test
    void the_template_contains_the_build_specification_of_the_builder() throws IOException {
        Project project =
                Stack.read(ROOT.resolve("template.yaml"), Map.of()).projects().getFirst();
        assertThat(project.buildspec()).isEqualTo(Files.readString(ROOT.resolve("builder/buildspec.yml")));
        assertThat(project.timeout()).isEqualTo(Duration.ofMinutes(60));
        assertThat(project.environment()).containsKeys("SLIPWAY_BUCKET", "SLIPWAY_BUILDS_KEY", "SLIPWAY_BUILDER_LAYER");
    }
}
