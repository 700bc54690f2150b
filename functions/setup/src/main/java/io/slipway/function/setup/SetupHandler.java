package io.slipway.function.setup;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom resource {@code EdgeStoreFile}: writes the file from which CloudFormation fills the edge function's key-value store.
 * The store's own API would need a signature that the SDK makes only with a native library; the import needs none.
 */
public final class SetupHandler implements RequestHandler<Map<String, Object>, @Nullable Void> {
    private final Backend backend;

    public SetupHandler() {
        this(System.getenv());
    }

    public SetupHandler(Map<String, String> environment) {
        this.backend = new Backend(new Environment(environment));
    }

    @Override
    public @Nullable Void handleRequest(Map<String, Object> event, Context context) {
        CloudFormationRequest request = CloudFormationRequest.read(event);
        try {
            // The store is read when it is made; there is nothing to take back when it goes.
            if (!request.isDelete()) {
                backend.edgeStoreFile().write(request.property("Key"), request.property("Stream"));
            }
            request.succeed();
        } catch (RuntimeException e) {
            context.getLogger()
                    .log("{\"level\":\"ERROR\",\"error\":\"" + e.getClass().getName() + "\"}\n");
            request.fail("the edge function's store was not written: see the log of this function");
        }
        return null;
    }
}
