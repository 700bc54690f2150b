package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.slipway.core.http.Response;
import io.slipway.core.log.LogLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One JSON line for each request, and one for each defect.
 *
 * <p>Query strings and headers are never logged: they contain tickets, presigned URLs and tokens. Query strings in the messages of exceptions are
 * removed for the same reason.
 */
final class AccessLog {
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"]+");

    private final HttpEvent event;
    private final Context context;
    private final Optional<String> metrics;
    private final long start = System.nanoTime();

    /**
     * @param metrics the namespace of metrics; empty for none
     */
    AccessLog(HttpEvent event, Context context, Optional<String> metrics) {
        this.metrics = metrics;
        this.event = event;
        this.context = context;
    }

    String requestId() {
        return context.getAwsRequestId();
    }

    void answered(Response response) {
        int status = response.status();
        LogLine line = request(status < 500 ? LogLine.info() : LogLine.error());
        line.with("status", status).with("micros", (System.nanoTime() - start) / 1000);
        response.noted().forEach(line::with);
        metrics.ifPresent(namespace -> Measures.add(line, namespace, event, response));
        print(line);
    }

    void failed(RuntimeException defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        print(request(LogLine.error())
                .with("error", QUERY.matcher(trace.toString()).replaceAll("?…")));
    }

    private LogLine request(LogLine line) {
        return line.with("requestId", requestId())
                .with("method", event.method())
                .with("path", event.path());
    }

    private void print(LogLine line) {
        LambdaLog.write(context, line);
    }
}
