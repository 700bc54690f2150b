package io.slipway.local.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds the canonical form of a request, which is signed (AWS IAM User Guide, "Create a signed AWS API request"). */
final class CanonicalRequest {
    /** The service whose paths are not escaped twice. */
    static final String S3 = "s3";

    private static final String SIGNATURE = "X-Amz-Signature";
    private static final Comparator<Map.Entry<String, String>> ORDER =
            Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue());

    private CanonicalRequest() {}

    static String of(AwsRequest request, Collection<String> signedHeaders, String service, String payload) {
        String query = request.parameters().stream()
                .filter(pair -> !pair.getKey().equals(SIGNATURE))
                .sorted(ORDER)
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + trimmed(request.header(name)) + "\n")
                .collect(Collectors.joining());
        String path = service.equals(S3) ? request.path() : request.path().replace("%", "%25");
        return String.join("\n", request.method(), path, query, headers, String.join(";", signedHeaders), payload);
    }

    private static String trimmed(String value) {
        String text = value.strip();
        return text.contains("  ") ? text.replaceAll(" +", " ") : text;
    }
}
