package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildxTest {
    @Test
    void buildkit_comes_from_a_registry_that_does_not_count_strangers_and_is_pinned() {
        assertThat(Buildx.IMAGES.getFirst()).startsWith("public.ecr.aws/");
        assertThat(Buildx.IMAGES).allMatch(image -> image.matches(".+@sha256:[0-9a-f]{64}"));
        assertThat(Buildx.IMAGES.stream()
                        .map(image -> image.substring(image.indexOf('@')))
                        .distinct())
                .hasSize(1);
    }
}
