package io.slipway.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @Test
    void bash_completes_commands_options_and_their_values(@TempDir Path folder) throws IOException {
        Ran ran = Ran.slipway("completion", "bash");
        assertThat(ran.code()).isZero();
        Path script = Files.writeString(folder.resolve("completion.bash"), ran.out());
        assertThat(completed(script, "build", "sh")).isEqualTo("show");
        assertThat(completed(script, "builds", "--sta")).isEqualTo("--state");
        assertThat(completed(script, "builds", "--format", "")).isEqualTo("table plain json");
    }

    @Test
    void zsh_gets_the_same_script() {
        assertThat(Ran.slipway("completion", "zsh")).isEqualTo(Ran.slipway("completion", "bash"));
    }

    /** Returns bash's completions for the last of these words. */
    private static String completed(Path script, String... words) throws IOException {
        // Outside of a completion, bash does not allow compopt.
        String program = "compopt() { :; }; source " + script + "; COMP_WORDS=(slipway '" + String.join("' '", words)
                + "'); COMP_CWORD=" + words.length + "; _complete_slipway; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", program)
                .redirectErrorStream(true)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
