package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/**
 * One JSON line for each request, and one for each defect.
 *
 * <p>Query strings and headers never get here: tickets, presigned addresses and tokens travel in them. What an exception says
 * is cleared of query strings for the same reason.
 */
final class AccessLog {
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"]+");

    private final APIGatewayV2HTTPEvent event;
    private final Context context;
    private final long start = System.nanoTime();

    AccessLog(APIGatewayV2HTTPEvent event, Context context) {
        this.event = event;
        this.context = context;
    }

    String requestId() {
        return context.getAwsRequestId();
    }

    void answered(int status) {
        ObjectNode line = line(status < 500 ? "INFO" : "ERROR");
        line.put("status", status).put("micros", (System.nanoTime() - start) / 1000);
        print(line);
    }

    void failed(RuntimeException defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        print(line("ERROR").put("error", QUERY.matcher(trace.toString()).replaceAll("?…")));
    }

    private ObjectNode line(String level) {
        var http = event.getRequestContext().getHttp();
        return JsonNodeFactory.instance
                .objectNode()
                .put("level", level)
                .put("requestId", requestId())
                .put("method", http.getMethod())
                .put("path", event.getRawPath());
    }

    private void print(ObjectNode line) {
        context.getLogger().log(line + "\n");
    }
}
