package io.slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * A command that ran in this process.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Ran(int code, String out, String err) {
    /** The width of the help in the golden files, whatever the terminal. */
    private static final int WIDTH = 100;

    /** Runs a command like the program, which only loads the commands that it needs. */
    public static Ran slipway(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Slipway.commandLine(arguments.length == 0 ? "" : arguments[0])
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
