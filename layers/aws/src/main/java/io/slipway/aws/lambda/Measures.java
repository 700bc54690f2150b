package io.slipway.aws.lambda;

import io.slipway.core.http.Response;
import io.slipway.core.log.LogLine;
import io.slipway.core.log.Metric;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The metrics of one request, as fields of its line in the log: CloudWatch reads them there, and no call is made. */
final class Measures {
    private static final Pattern MANIFEST = Pattern.compile("/v2/.+/manifests/[^/]+");
    private static final Pattern UPLOAD = Pattern.compile("/v2/.+/blobs/uploads/[^/]*");
    private static final Pattern BUILDS = Pattern.compile("/api/spaces/[^/]+/builds");

    private Measures() {}

    /** Adds the metrics of a request. */
    static void add(LogLine line, String namespace, HttpEvent event, Response response) {
        Map<Metric, Long> measured = of(event, response.status());
        measured.putAll(response.measured());
        if (!measured.isEmpty()) {
            line.measuring(namespace, Instant.now(), Map.of(), measured);
        }
    }

    static Map<Metric, Long> of(HttpEvent event, int status) {
        String method = event.method();
        String path = event.path();
        Map<Metric, Long> measured = new EnumMap<>(Metric.class);
        if (status >= 500) {
            measured.put(Metric.DEFECTS, 1L);
        }
        if (isFailedLogin(event, path, status)) {
            measured.put(Metric.FAILED_LOGINS, 1L);
        }
        if (MANIFEST.matcher(path).matches() && method.equals("GET") && status == 200) {
            measured.put(Metric.PULLS, 1L);
        }
        if (MANIFEST.matcher(path).matches() && method.equals("PUT") && status == 201) {
            measured.put(Metric.PUSHES, 1L);
        }
        if (BUILDS.matcher(path).matches() && method.equals("POST") && status / 100 == 2) {
            measured.put(Metric.BUILD_REQUESTS, 1L);
        }
        long bytes = event.body().length().orElse(0);
        if (UPLOAD.matcher(path).matches() && bytes > 0 && status / 100 == 2) {
            measured.put(Metric.BYTES_INLINE, bytes);
        }
        return measured;
    }

    /** The API accepts tokens too, but a 401 for a request without a token is not a failed login. */
    private static boolean isFailedLogin(HttpEvent event, String path, int status) {
        return path.equals("/token")
                ? status == 401 || status == 429
                : status == 401 && path.startsWith("/api/") && event.headers().containsKey("authorization");
    }
}
