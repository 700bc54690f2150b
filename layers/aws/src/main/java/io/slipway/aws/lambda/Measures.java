package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.slipway.core.error.LogLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of one request, as fields of its line in the log: CloudWatch reads them there, and no call is made. */
final class Measures {
    private static final String COUNT = "Count";
    private static final Pattern MANIFEST = Pattern.compile("/v2/.+/manifests/[^/]+");
    private static final Pattern UPLOAD = Pattern.compile("/v2/.+/blobs/uploads/[^/]*");
    private static final Pattern BUILDS = Pattern.compile("/api/spaces/[^/]+/builds");

    private Measures() {}

    /** Adds what there is to measure. */
    static LogLine add(LogLine line, String namespace, APIGatewayV2HTTPEvent event, int status) {
        Map<String, Long> measured = of(event, status);
        if (measured.isEmpty()) {
            return line;
        }
        measured.forEach((name, value) -> line.with(name, value.longValue()));
        return line.measuring(
                namespace,
                Instant.now(),
                List.of(List.of()),
                measured.keySet().stream()
                        .collect(Collectors.toMap(name -> name, name -> name.startsWith("Bytes") ? "Bytes" : COUNT)));
    }

    static Map<String, Long> of(APIGatewayV2HTTPEvent event, int status) {
        String method = event.getRequestContext().getHttp().getMethod();
        String path = event.getRawPath();
        Map<String, Long> measured = new LinkedHashMap<>();
        if (status >= 500) {
            measured.put("Defects", 1L);
        }
        if (path.equals("/token") && (status == 401 || status == 429)) {
            measured.put("FailedLogins", 1L);
        }
        if (MANIFEST.matcher(path).matches() && method.equals("GET") && status == 200) {
            measured.put("Pulls", 1L);
        }
        if (MANIFEST.matcher(path).matches() && method.equals("PUT") && status == 201) {
            measured.put("Pushes", 1L);
        }
        if (BUILDS.matcher(path).matches() && method.equals("POST") && status / 100 == 2) {
            measured.put("BuildRequests", 1L);
        }
        long bytes = length(event);
        if (UPLOAD.matcher(path).matches() && bytes > 0 && status / 100 == 2) {
            measured.put("BytesInline", bytes);
        }
        return measured;
    }

    private static long length(APIGatewayV2HTTPEvent event) {
        String body = event.getBody();
        if (body == null) {
            return 0;
        }
        return event.getIsBase64Encoded() ? body.length() / 4 * 3L : body.length();
    }
}
