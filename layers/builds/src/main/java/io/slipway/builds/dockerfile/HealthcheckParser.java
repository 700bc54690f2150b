package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.Instruction.Command;
import io.slipway.builds.dockerfile.Instruction.Healthcheck;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class HealthcheckParser {
    static final Set<String> FLAGS = Set.of("interval", "timeout", "start-period", "start-interval", "retries");

    /** Go's durations: {@code 1m30s}. */
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");

    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private static final long SHORTEST = 1_000_000;

    private HealthcheckParser() {}

    static Healthcheck parse(RawInstruction raw) throws DockerfileException {
        String[] parts = raw.rest().split("\\s+", 2);
        String kind = parts[0].toUpperCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        if (kind.equals("NONE")) {
            if (!rest.isEmpty()) {
                throw raw.error("NONE must have no arguments, but has " + rest);
            }
            return new Healthcheck(raw.line(), Optional.empty(), 0, 0, 0, 0, 0);
        }
        if (!kind.equals("CMD") || rest.isEmpty()) {
            throw raw.error("it must be NONE, or CMD with a command, but was " + raw.rest());
        }
        Command command = InstructionParser.command(rest);
        return new Healthcheck(
                raw.line(),
                Optional.of(command),
                duration(raw, "interval"),
                duration(raw, "timeout"),
                duration(raw, "start-period"),
                duration(raw, "start-interval"),
                retries(raw));
    }

    private static int retries(RawInstruction raw) throws DockerfileException {
        String text = raw.flag("retries").orElse("0");
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw raw.error("--retries must be 0 or a positive number, but was " + text);
    }

    private static long duration(RawInstruction raw, String name) throws DockerfileException {
        Optional<String> text = raw.flag(name);
        if (text.isEmpty() || text.get().equals("0")) {
            return 0;
        }
        Matcher part = DURATION.matcher(text.get());
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0.0);
            end = part.end();
        }
        if (end != text.get().length() || end == 0 || (nanos > 0 && nanos < SHORTEST)) {
            throw raw.error("--" + name + " must be a duration of at least 1ms, such as 1m30s, but was " + text.get());
        }
        return Math.round(nanos);
    }
}
