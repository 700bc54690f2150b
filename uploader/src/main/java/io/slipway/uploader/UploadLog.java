package io.slipway.uploader;

import io.slipway.core.log.LogLine;
import io.slipway.core.log.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;

/**
 * The server's log: one line for each upload, without its query string, which contains the ticket.
 *
 * @param metrics the namespace of metrics; empty for none
 * @param lines receives the lines
 */
record UploadLog(Optional<String> metrics, Consumer<String> lines) {

    /** Writes the end of an upload. */
    void answered(Request request, int status, Duration time) {
        long bytes = Request.getContentBytesRead(request);
        LogLine line = status < 500 ? LogLine.info() : LogLine.error();
        line.with("method", request.getMethod())
                .with("path", request.getHttpURI().getPath())
                .with("status", status)
                .with("bytes", bytes)
                .with("millis", time.toMillis());
        write(line, measured(status, bytes, time));
    }

    /** Writes the number of open uploads, the metric for scaling the service. */
    void open(int uploads) {
        write(LogLine.info(), Map.of(Metric.OPEN_UPLOADS, (long) uploads));
    }

    private static Map<Metric, Long> measured(int status, long bytes, Duration time) {
        Map<Metric, Long> measured = new EnumMap<>(Metric.class);
        if (status >= 500) {
            measured.put(Metric.DEFECTS, 1L);
        }
        if (status / 100 == 2 && bytes > 0) {
            measured.put(Metric.BYTES_STREAM, bytes);
            measured.put(Metric.STREAM_MILLIS, time.toMillis());
        }
        return measured;
    }

    private void write(LogLine line, Map<Metric, Long> measured) {
        if (metrics.isPresent() && !measured.isEmpty()) {
            line.measuring(metrics.get(), Instant.now(), Map.of(), measured);
        }
        lines.accept(line.toString());
    }
}
