package io.slipway.builds.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopySourcesTest {
    private static final Set<String> FILES = Set.of("Dockerfile", "conf", "conf/a.json", "docs", "docs/b.md", "x.txt");

    @Test
    void sources_in_the_folder_in_a_package_or_from_another_stage_or_image_are_accepted() {
        assertThat(problems("", """
                FROM scratch
                ARG NAME=x
                ARG UNKNOWN
                COPY . /
                COPY x.txt ./conf/ /app/
                COPY conf/*.json docs/*.m? /app/
                COPY web/bin /web
                COPY web /web
                COPY w*/deep /web
                COPY parts/tool.zip /t
                COPY --from=build /nothing /n
                ADD https://example.com/x.tar.gz git@example.com:a/b.git /
                COPY $NAME.txt $UNKNOWN /
                COPY <<EOF /c
                missing
                EOF
                """)).isEmpty();
    }

    @Test
    void missing_sources_are_reported_with_their_lines() {
        assertThat(problems("", """
                FROM scratch
                COPY y.txt \\
                     x.txt /
                ADD conf/*.xml /
                COPY ["web2", "/"]
                """)).extracting(DockerfileProblem::line).containsExactly(2, 4, 5);
        assertThat(problems("", "FROM scratch\nCOPY y.txt /\n").getFirst().message())
                .isEqualTo("COPY of y.txt: there is no y.txt in the folder, and no package is extracted there");
    }

    @Test
    void sources_that_the_dockerignore_excludes_are_reported() {
        String dockerfile = "FROM scratch\nCOPY docs /\nCOPY conf /\nCOPY x.txt /\nCOPY docs/b.md /\n";
        assertThat(problems("# none of these\n**/*.md\n/x.*\n!x.txt\n", dockerfile))
                .extracting(DockerfileProblem::line)
                .containsExactly(5);
        assertThat(problems("*\n!conf/a.json\n", dockerfile))
                .extracting(DockerfileProblem::message)
                .containsExactly(
                        "COPY of docs: .dockerignore excludes it",
                        "COPY of x.txt: .dockerignore excludes it",
                        "COPY of docs/b.md: .dockerignore excludes it");
    }

    @Test
    void copying_from_a_later_stage_is_reported() {
        assertThat(problems("", "FROM a\nFROM b\nCOPY --from=0 /x /\nCOPY --from=1 /x /\n"))
                .extracting(DockerfileProblem::line)
                .containsExactly(4);
    }

    @Test
    void with_parents_patterns_match_across_folders() {
        assertThat(problems("", "FROM a\nCOPY --parents **/b.md ./docs/*.md /\nCOPY --parents docs/**/c.md /\n"))
                .extracting(DockerfileProblem::line)
                .containsExactly(3);
    }

    @Test
    void quotes_and_escapes_in_sources_are_interpreted() {
        assertThat(
                        problems(
                                "",
                                "FROM a\nARG A=\"x\"\nCOPY \"x.txt\" 'x.txt' x\\.txt \"$A.txt\" /\nCOPY \"x.txt /\nCOPY \"y.txt /\n"))
                .extracting(DockerfileProblem::message)
                .containsExactly("COPY of y.txt: there is no y.txt in the folder, and no package is extracted there");
    }

    private static List<DockerfileProblem> problems(String ignore, String dockerfile) {
        return new CopySources(Dockerfile.read(dockerfile), FILES, List.of("web", "parts/tool"), ignore, Map.of())
                .problems();
    }
}
