package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandsTest {
    @Test
    void each_name_finds_the_command_with_this_name() {
        for (String name : Commands.NAMES) {
            assertThat(Commands.named(name))
                    .map(type -> type.getAnnotation(Command.class).name())
                    .contains(name);
        }
        assertThat(Commands.all()).hasSameSizeAs(Commands.NAMES).doesNotHaveDuplicates();
        assertThat(Commands.named("nothing")).isEmpty();
    }

    /** Otherwise, options would be missing, because the other commands are not loaded. */
    @Test
    void a_command_loaded_alone_equals_the_same_command_among_all() {
        CommandLine all = Slipway.commandLine();
        for (String name : Commands.NAMES) {
            if (!List.of("help", "completion").contains(name)) {
                CommandLine alone = Slipway.commandLine(name);
                assertThat(alone.getSubcommands()).containsOnlyKeys(name);
                assertThat(usage(alone, name)).isEqualTo(usage(all, name));
            }
        }
    }

    private static String usage(CommandLine commandLine, String name) {
        return Optional.ofNullable(commandLine.getSubcommands().get(name))
                .orElseThrow()
                .getUsageMessage();
    }

    @Test
    void help_and_errors_cover_all_commands() {
        for (String first : new String[] {"", "--help", "bild", "help", "completion"}) {
            assertThat(Slipway.commandLine(first).getSubcommands()).hasSameSizeAs(Commands.NAMES);
        }
        assertThat(Slipway.commandLine("--version").getSubcommands()).isEmpty();
    }
}
