package io.slipway.builds.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.dockerfile.RawInstruction.Flag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileProblemsTest {
    @Test
    void an_instruction_has_the_number_of_its_first_line() {
        Dockerfile file = Dockerfile.read("""
                # syntax=docker/dockerfile:1
                ARG BASE=alpine

                from $BASE as Build
                # a comment
                RUN apk add \\
                    # one within
                    curl \\

                    git
                copy --from=base --chown=1:1 ["a b", "/c"]
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.arguments()).containsExactly(new Instruction.Arg(2, "BASE", Optional.of("alpine")));
        Stage stage = file.stages().getFirst();
        assertThat(stage.line()).isEqualTo(4);
        assertThat(stage.name()).contains("build");
        assertThat(stage.instructions()).extracting(RawInstruction::line).containsExactly(6, 11);
        assertThat(stage.instructions().getFirst().words()).containsExactly("apk", "add", "curl", "git");
        assertThat(stage.instructions().getLast().flags())
                .containsExactly(new Flag("from", "base"), new Flag("chown", "1:1"));
        assertThat(stage.instructions().getLast().words()).containsExactly("a b", "/c");
    }

    @Test
    void lines_of_a_here_document_are_not_read_as_instructions() {
        Dockerfile file = Dockerfile.read("""
                FROM scratch
                RUN <<EOF
                echo a
                FOO bar
                EOF
                COPY <<-"ONE" <<TWO /c/
                \thello
                \tONE
                TWO
                RUN cat <<< x && echo "<<EOF" '<<EOF'
                CMD ["sh", "<<EOF"]
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.stages().getFirst().instructions())
                .extracting(it -> it.heredocs().stream().map(Heredoc::name).toList())
                .containsExactly(List.of("EOF"), List.of("ONE", "TWO"), List.of(), List.of());
        assertThat(Dockerfile.read("FROM scratch\nRUN <<EOF\nx\n").problems())
                .containsExactly(new DockerfileProblem(2, "the here-document must end with a line EOF, but has none"));
    }

    @Test
    void a_directive_sets_the_escape_character() {
        Dockerfile file = Dockerfile.read("# escape=`\nFROM x\nRUN dir C:\\\nRUN a `\n  b\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.stages().getFirst().instructions())
                .extracting(RawInstruction::rest)
                .containsExactly("dir C:\\", "a   b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM a\\nFOO bar                | 2 | there is no instruction FOO",
                "RUN x                           | 1 | a Dockerfile must have a FROM, but this has none",
                "ENV A=b\\nFROM x                | 1 | ENV must come after the first FROM",
                "FROM a\\nCOPY x                 | 2 | COPY must have sources and a target",
                "FROM a\\n\\nRUN                 | 3 | RUN must have arguments, but has none",
                "FROM a b                        | 1 | FROM must have an image",
                "FROM                            | 1 | FROM must have an image",
                "FROM a\\nONBUILD FOO x          | 2 | there is no instruction FOO (after ONBUILD)",
            })
    void mistakes_are_reported_with_their_line(String text, int line, String message) {
        assertThat(Dockerfile.read(text.replace("\\n", "\n")).problems()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).startsWith(message);
        });
    }

    @Test
    void an_empty_file_is_reported_as_without_a_from() {
        assertThat(Dockerfile.read("").problems()).hasSize(1);
        assertThat(Dockerfile.read("").target(Optional.empty())).isEmpty();
    }

    @Test
    void the_base_image_of_the_last_stage_is_found_through_other_stages() {
        Dockerfile file = Dockerfile.read("""
                ARG BUILD=sdk
                ARG RUNTIME
                FROM ${BUILD} AS build
                FROM ${RUNTIME:-dotnet:8.0} AS base
                FROM base
                COPY --from=build /x /x
                """);
        List<Stage> chain = file.chain(file.target(Optional.empty()).orElseThrow());
        assertThat(chain).extracting(Stage::number).containsExactly(1, 2);
        assertThat(file.expand(chain.getFirst().base(), Map.of())).isEqualTo("dotnet:8.0");
        assertThat(file.expand(chain.getFirst().base(), Map.of("RUNTIME", "host/x@sha256:1")))
                .isEqualTo("host/x@sha256:1");
        assertThat(file.target(Optional.of("BUILD")).orElseThrow().number()).isZero();
        assertThat(file.target(Optional.of("1")).orElseThrow().number()).isOne();
        assertThat(file.target(Optional.of("test"))).isEmpty();
    }

    @Test
    void a_base_image_from_an_argument_without_a_value_is_reported() {
        Dockerfile file = Dockerfile.read("ARG A\nFROM $A\nFROM $B\nFROM $C-x\n");
        assertThat(file.basesWithoutValue(Map.of()))
                .extracting(DockerfileProblem::line)
                .containsExactly(2, 3);
        assertThat(file.basesWithoutValue(Map.of("A", "x", "B", "y")))
                .extracting(DockerfileProblem::line)
                .containsExactly(3);
    }

    @Test
    void a_base_image_is_expanded_as_in_buildkit() {
        Dockerfile file = Dockerfile.read(
                "ARG V=1\nARG B=\"host/x:$V\"\nFROM $B\nFROM '$B'\nFROM ${B%:*}\nFROM x-$TARGETARCH\nFROM ${B:?}$\nFROM ${A:?no}\n");
        assertThat(file.stages())
                .extracting(stage -> file.expand(stage.base(), Map.of("V", "2", "TARGETARCH", "arm64", "B2", "x")))
                .containsExactly("host/x:2", "$B", "host/x", "x-arm64", "host/x:2$", "${A:?no}");
    }

    @Test
    void a_line_that_ends_with_an_escaped_escape_character_is_not_continued() {
        assertThat(Dockerfile.read("FROM x\nRUN a \\\\\nRUN b\n")
                        .stages()
                        .getFirst()
                        .instructions())
                .extracting(RawInstruction::rest)
                .containsExactly("a \\\\", "b");
    }

    @Test
    void wrong_directives_are_ignored_if_nothing_is_built() {
        Dockerfile file = Dockerfile.read("# escape=x\nFROM x\nRUN a \\\n b\n");
        assertThat(file.escape()).isEqualTo('\\');
        assertThat(file.stages().getFirst().instructions()).hasSize(1);
    }
}
