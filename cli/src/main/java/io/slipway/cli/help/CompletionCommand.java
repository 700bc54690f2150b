package io.slipway.cli.help;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway completion SHELL}: prints a script that completes commands, options and their values. */
@Command(
        name = "completion",
        description = {
            "Prints a shell script that completes commands and options.",
            "",
            "bash: source <(slipway completion bash), in ~/.bashrc",
            "zsh: autoload -Uz compinit && compinit && source <(slipway completion zsh), in ~/.zshrc"
        })
public final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The supported shells. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Unused: the script is the same for both shells; in zsh, it enables support for bash completions. */
    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    @SuppressWarnings("UnusedVariable")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
