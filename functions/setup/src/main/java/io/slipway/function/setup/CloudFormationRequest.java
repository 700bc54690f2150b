package io.slipway.function.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * A request from CloudFormation to a custom resource. CloudFormation waits for a response at the request's own URL,
 * even after a failure.
 */
final class CloudFormationRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode event;

    private CloudFormationRequest(JsonNode event) {
        this.event = event;
    }

    static CloudFormationRequest read(Map<String, Object> event) {
        return new CloudFormationRequest(JSON.valueToTree(event));
    }

    boolean isDelete() {
        return event.path("RequestType").asText().equals("Delete");
    }

    String type() {
        return event.path("ResourceType").asText();
    }

    String property(String name) {
        return event.path("ResourceProperties").path(name).asText();
    }

    void succeed() {
        answer("SUCCESS", "");
    }

    void fail(String reason) {
        answer("FAILED", reason);
    }

    private void answer(String status, String reason) {
        ObjectNode body = JSON.createObjectNode().put("Status", status).put("Reason", reason);
        body.put("PhysicalResourceId", event.path("LogicalResourceId").asText());
        for (String field : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            body.put(field, event.path(field).asText());
        }
        // The URL is presigned without a content type, which must remain empty.
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(event.path("ResponseURL").asText()))
                .header("Content-Type", "")
                .PUT(BodyPublishers.ofString(body.toString()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException("CloudFormation must accept the response, but the request failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before CloudFormation received the response", e);
        }
    }
}
