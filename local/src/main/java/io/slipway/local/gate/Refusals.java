package io.slipway.local.gate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Renders refusals in AWS's own forms. */
final class Refusals {
    private Refusals() {}

    /** Renders a refusal like S3 (S3 API Reference, "Error responses"); a response to HEAD has no body. */
    static AwsAnswer s3(String method, Refusal refusal) {
        String id = UUID.randomUUID().toString();
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                + refusal.reason().s3() + "</Code><Message>" + escaped(refusal.getMessage()) + "</Message><RequestId>"
                + id + "</RequestId></Error>";
        byte[] body = method.equals("HEAD") ? new byte[0] : xml.getBytes(StandardCharsets.UTF_8);
        return answer(
                refusal.reason().s3Status(), Map.of("Content-Type", "application/xml", "x-amz-request-id", id), body);
    }

    /**
     * Renders a refusal like services with a JSON protocol (for example, DynamoDB Developer Guide, "Error handling").
     */
    static AwsAnswer json(Refusal refusal) {
        String message = refusal.getMessage().replace("\\", "\\\\").replace("\"", "\\\"");
        String json = "{\"__type\":\"com.amazon.coral.service#"
                + refusal.reason().json() + "\",\"message\":\"" + message + "\"}";
        return answer(
                refusal.reason().jsonStatus(),
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-RequestId",
                        UUID.randomUUID().toString()),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static AwsAnswer answer(int status, Map<String, String> headers, byte[] body) {
        return new AwsAnswer(status, headers, new ByteArrayInputStream(body));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
