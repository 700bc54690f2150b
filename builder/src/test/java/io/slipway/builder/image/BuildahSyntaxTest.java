package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.report.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildahSyntaxTest {
    private static final String DEBIAN = "buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN <<EOF\\nx\\nEOF        | here-documents (RUN <<EOF), which came with 1.33",
                "COPY <<EOF /c\\nx\\nEOF    | here-documents (COPY <<EOF), which came with 1.33",
                "COPY --link x /            | COPY --link, which came with 1.41",
                "COPY --parents a/x /       | COPY --parents, which came with 1.40",
                "ADD --exclude=*.md x /     | ADD --exclude, which came with 1.38",
                "ADD --keep-git-dir=true x / | ADD --keep-git-dir",
                "RUN --network=none true    | RUN --network, which came with 1.30",
            })
    void syntax_that_an_old_buildah_does_not_support_is_reported(String line, String what) {
        Dockerfile file = Dockerfile.read("FROM scratch\n\n" + line.replace("\\n", "\n") + "\n");
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> BuildahSyntax.check(file, DEBIAN, "Dockerfile"))
                .satisfies(e -> {
                    assertThat(e.text())
                            .isEqualTo(
                                    "Buildah 1.28 does not support " + what + "; Docker's buildx, with BuildKit, does");
                    assertThat(e.line()).isEqualTo(3);
                });
    }

    @Test
    void supported_syntax_is_accepted() {
        Dockerfile plain = Dockerfile.read(
                "FROM scratch AS a\nCOPY --chown=1 --chmod=644 x /\nRUN --mount=type=cache,target=/c true\n");
        assertThatCode(() -> BuildahSyntax.check(plain, DEBIAN, "Dockerfile")).doesNotThrowAnyException();
        Dockerfile newer = Dockerfile.read("FROM scratch\nCOPY --link x /\nRUN <<EOF\nx\nEOF\n");
        assertThatCode(() -> BuildahSyntax.check(newer, "buildah version 1.41.0", "Dockerfile"))
                .doesNotThrowAnyException();
    }
}
