package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check that has run.
 *
 * @param check the check
 * @param finding its result
 * @param took its duration
 */
record Examination(Check check, CheckResult finding, Duration took) {

    /** Runs a check; an exception is a failure. */
    static Examination of(Check check, Site site) {
        long begin = System.nanoTime();
        CheckResult finding;
        try {
            finding = missing(check, site);
            if (finding == null) {
                finding = check.run(site);
            }
        } catch (CommandFailure | IOException | UncheckedIOException e) {
            finding = CheckResult.failed(
                    Objects.toString(e.getMessage(), e.getClass().getSimpleName()), check.remedy());
        }
        return new Examination(check, finding, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static @Nullable CheckResult missing(Check check, Site site) throws IOException {
        return switch (check.need()) {
            case REGISTRY -> null;
            case SPACE -> site.hasSpace() ? null : CheckResult.skipped("it needs the space that 'credentials' creates");
            case ACCOUNT ->
                site.stack().isPresent()
                        ? null
                        : CheckResult.skipped(
                                site.isLocal() ? "a local cloud has no AWS account" : "AWS credentials are missing");
        };
    }

    JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("check", check.name())
                .put("result", finding.state().name().toLowerCase(Locale.ROOT))
                .put("detail", finding.detail())
                .put("wayOut", finding.isFailure() ? finding.remedy() : null)
                .put("milliseconds", took.toMillis());
    }
}
