package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

class SlipwayTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandItTellsWhereHelpIsAndExitsWith2() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("slipway: Missing command. See 'slipway --help'.");
    }

    @Test
    void helpIsAResultAndListsTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: slipway", "help");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsOneLineAndExitsWith2() {
        assertThat(run("sail")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aFailureIsOneLineOnStandardErrorAndExitsWith1() {
        assertThat(run("fail")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("slipway: It broke; mend it");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Slipway.commandLine().addSubcommand(new Failing());
        return commandLine
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Command(name = "fail")
    static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new CommandFailure("It broke;\n  mend it");
        }
    }
}
