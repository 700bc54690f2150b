package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway doctor}: checks an installation with real requests. */
@Command(
        name = "doctor",
        description = {
            "Checks an installation, local or in AWS, with real requests.",
            "",
            "It needs the token of an administrator of all spaces. It only writes into a space of its own, which it deletes"
                    + " at the end, even after Ctrl-C. With AWS credentials, it also reads from the stack's account."
        },
        exitCodeList = {
            "0:No check failed.",
            "1:A check failed; standard error has the remedy for each failure.",
            "2:Wrong usage."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final long LARGEST = 5L << 30;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "--large",
            paramLabel = "SIZE",
            arity = "0..1",
            fallbackValue = "1GiB",
            defaultValue = "",
            description =
                    "Also pushes and pulls a large blob of this size, ${FALLBACK-VALUE} by default and 5GiB at most.")
    private String large = "";

    @Override
    public Integer call() throws IOException {
        long size = largeSize();
        PrintWriter err = spec.commandLine().getErr();
        List<Examination> examinations = examine(size, err);
        List<JsonNode> rows = examinations.stream().map(Examination::json).toList();
        if (json) {
            output.useJson();
        }
        output.list(rows, Column.at("CHECK", "/check"), Column.at("RESULT", "/result"), Column.at("DETAIL", "/detail"));
        List<Examination> failed =
                examinations.stream().filter(it -> it.finding().isFailure()).toList();
        failed.forEach(it -> err.println("slipway: " + it.check().name() + ": "
                + it.finding().detail() + "; " + it.finding().remedy()));
        err.flush();
        return failed.isEmpty() ? 0 : 1;
    }

    private List<Examination> examine(long size, PrintWriter err) throws IOException {
        List<Examination> examinations = new ArrayList<>();
        try (Site site = new Site(options.connect())) {
            Thread interrupted = new Thread(() -> clean(site, err));
            Runtime.getRuntime().addShutdownHook(interrupted);
            for (Check check : Checks.all(size, err)) {
                if (interrupted.getState() != Thread.State.NEW) {
                    awaitEnd();
                }
                err.println("slipway: checking " + check.name());
                err.flush();
                examinations.add(Examination.of(check, site));
            }
            if (!removed(interrupted)) {
                awaitEnd();
            }
            site.clean(err);
        }
        return examinations;
    }

    /** Stops the checks, which would otherwise write into the space again, and deletes it. */
    private static void clean(Site site, PrintWriter err) {
        site.close();
        try {
            site.clean(err);
            err.println("slipway: interrupted; deleted the space " + site.space());
        } catch (IOException | CommandFailure e) {
            err.println("slipway: interrupted, and the space " + site.space() + " was not deleted: " + e.getMessage()
                    + "; slipway space delete " + site.space() + " --confirm " + site.space());
        }
        err.flush();
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is exiting, and the hook cleans up.
            return false;
        }
    }

    /** Waits for the process to exit: the hook's line about the space must be the last one. */
    private static void awaitEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    private long largeSize() {
        try {
            long size = large.isEmpty() ? 0 : Sizes.parse(large);
            if (size > LARGEST) {
                throw new IllegalArgumentException("a size must be 5GiB at most, but was " + large);
            }
            return size;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--large: " + e.getMessage());
        }
    }
}
