package io.slipway.core.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Renders errors as responses (specification, "Error Codes"). */
public final class Errors {
    private Errors() {}

    /** Renders an error that an operation has thrown. */
    public static Response render(RegistryException error) {
        Response response = render(error.status(), error.code().name(), error.texts());
        for (var header : error.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    /** Renders a defect: the response contains an id to search the log for, and never the cause. */
    public static Response renderDefect(String requestId) {
        return render(
                500, "INTERNAL", List.of("the registry failed; its log has the cause under request " + requestId));
    }

    /** Renders an invalid value in the request, with the code for its place. */
    public static RegistryException invalid(ErrorCode code, IllegalArgumentException cause) {
        String message = cause.getMessage();
        return new RegistryException(code, message == null ? code.text() : message);
    }

    private static Response render(int status, String code, List<String> messages) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = body.putArray("errors");
        messages.forEach(message -> errors.addObject().put("code", code).put("message", message));
        return Response.of(status, "application/json", JsonTree.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
