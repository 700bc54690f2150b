package io.slipway.builds.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.dockerfile.Instruction.Cmd;
import io.slipway.builds.dockerfile.Instruction.Copy;
import io.slipway.builds.dockerfile.Instruction.Env;
import io.slipway.builds.dockerfile.Instruction.Healthcheck;
import io.slipway.builds.dockerfile.Instruction.Label;
import io.slipway.builds.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerfileTest {

    @Test
    void stages_have_names_and_platforms() throws Exception {
        Dockerfile file = Dockerfile.parse(
                "ARG V=1\nFROM --platform=linux/arm64 base:$V AS Build\nFROM scratch\nCOPY --from=build / /\n");

        assertThat(file.arguments()).extracting(Instruction.Arg::name).containsExactly("V");
        assertThat(file.stages().getFirst().name()).contains("build");
        assertThat(file.stages().getFirst().platform()).contains("linux/arm64");
        assertThat(file.target(Optional.of("BUILD"))).contains(file.stages().getFirst());
        assertThat(file.target(Optional.empty())).contains(file.stages().getLast());
    }

    @Test
    void a_byte_order_mark_carriage_returns_comments_and_continued_lines_are_handled() throws Exception {
        Dockerfile file =
                Dockerfile.parse("\ufeff# a comment\r\nFROM scratch\r\nENV A=1 \\\r\n  # inside\r\n\r\n  B=2\r\n");

        assertThat(only(file, Env.class).pairs()).containsExactly(new Pair("A", "1"), new Pair("B", "2"));
        assertThat(only(file, Env.class).line()).isEqualTo(3);
    }

    @Test
    void with_another_escape_character_a_backslash_is_an_ordinary_character() throws Exception {
        Dockerfile file = Dockerfile.parse("# escape=`\nFROM scratch\nCOPY a `\n  C:\\app\\\n");

        assertThat(file.escape()).isEqualTo('`');
        assertThat(only(file, Copy.class).target()).isEqualTo("C:\\app\\");
    }

    @Test
    void a_directive_after_a_comment_is_a_comment() throws Exception {
        assertThat(Dockerfile.parse("# hello\n# escape=`\nFROM scratch\n").escape())
                .isEqualTo('\\');
        assertThat(Dockerfile.parse("# syntax=docker/dockerfile:1\nFROM scratch\n")
                        .syntax())
                .isEqualTo("docker/dockerfile:1");
    }

    @Test
    void here_documents_have_content_may_be_quoted_and_may_have_their_tabs_removed() throws Exception {
        Dockerfile file = Dockerfile.parse("FROM scratch\nCOPY <<A <<-'B' /etc/\nx $Y\nA\n\tz $Y\n\tB\nCMD [\"a\"]\n");

        Copy copy = only(file, Copy.class);
        assertThat(copy.sources()).isEmpty();
        assertThat(copy.heredocs())
                .containsExactly(new Heredoc("A", "x $Y\n", true), new Heredoc("B", "z $Y\n", false));
        assertThat(only(file, Cmd.class).line()).isEqualTo(7);
    }

    @Test
    void a_here_document_without_an_end_is_refused_with_its_line() {
        assertThatThrownBy(() -> Dockerfile.parse("FROM scratch\nCOPY <<A /\nx\n"))
                .isInstanceOfSatisfying(
                        DockerfileException.class, e -> assertThat(e.line()).isEqualTo(2))
                .hasMessageContaining("A");
    }

    @Test
    void flags_before_the_arguments_are_read() throws Exception {
        Dockerfile file = Dockerfile.parse("FROM scratch\n"
                + "COPY --chown=1:2 --chmod=0640 --link --exclude=*.a --exclude=\"b c\" --parents --from=x a b c/\n");

        Copy copy = only(file, Copy.class);
        assertThat(copy.flags().owner()).contains("1:2");
        assertThat(copy.flags().mode()).contains("0640");
        assertThat(copy.flags().link()).isTrue();
        assertThat(copy.flags().parents()).isTrue();
        assertThat(copy.flags().exclude()).containsExactly("*.a", "b c");
        assertThat(copy.flags().from()).contains("x");
        assertThat(copy.sources()).containsExactly("a", "b");
    }

    @Test
    void an_unknown_flag_is_refused() {
        assertThatThrownBy(() -> Dockerfile.parse("FROM scratch\nCOPY --chwon=1 a b\n"))
                .hasMessageContaining("--chwon");
    }

    @Test
    void pairs_are_read_in_the_new_and_in_the_old_form() throws Exception {
        assertThat(only(Dockerfile.parse("FROM scratch\nENV a=\"b c\" d=e\\ f\n"), Env.class)
                        .pairs())
                .containsExactly(new Pair("a", "\"b c\""), new Pair("d", "e\\ f"));
        assertThat(only(Dockerfile.parse("FROM scratch\nLABEL a  b c=d\n"), Label.class)
                        .pairs())
                .containsExactly(new Pair("a", "b c=d"));
    }

    @Test
    void commands_have_an_exec_and_a_shell_form() throws Exception {
        assertThat(only(Dockerfile.parse("FROM scratch\nCMD [\"a\", \"b\"]\n"), Cmd.class)
                        .command())
                .isEqualTo(new Instruction.Command(List.of("a", "b"), false));
        assertThat(only(Dockerfile.parse("FROM scratch\nCMD [a, b]\n"), Cmd.class)
                        .command())
                .isEqualTo(new Instruction.Command(List.of("[a, b]"), true));
    }

    @Test
    void a_health_check_has_durations_in_nanoseconds() throws Exception {
        Healthcheck check = only(
                Dockerfile.parse("FROM scratch\nHEALTHCHECK --interval=1m30s --retries=3 CMD curl -f x\n"),
                Healthcheck.class);

        assertThat(check.interval()).isEqualTo(90_000_000_000L);
        assertThat(check.retries()).isEqualTo(3);
        assertThat(only(Dockerfile.parse("FROM scratch\nHEALTHCHECK NONE\n"), Healthcheck.class)
                        .command())
                .isEmpty();
    }

    @Test
    void a_file_that_is_not_a_dockerfile_is_refused() {
        assertThatThrownBy(() -> Dockerfile.parse("")).hasMessageContaining("FROM");
        assertThatThrownBy(() -> Dockerfile.parse("COPY a b\nFROM scratch\n"))
                .hasMessageContaining("must come after the first FROM");
        assertThatThrownBy(() -> Dockerfile.parse("FROM a b\n")).hasMessageContaining("AS");
        assertThatThrownBy(() -> Dockerfile.parse("FROM scratch\nFETCH x\n")).hasMessageContaining("FETCH");
        assertThatThrownBy(() -> Dockerfile.parse("FROM scratch\nONBUILD FROM x\n"))
                .hasMessageContaining("trigger");
    }

    private static <T extends Instruction> T only(Dockerfile file, Class<T> type) throws DockerfileException {
        List<T> found = new ArrayList<>();
        for (Stage stage : file.stages()) {
            file.instructions(stage).stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .forEach(found::add);
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
