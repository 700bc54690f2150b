package io.slipway.function.setup;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.LambdaLog;
import io.slipway.aws.site.EdgeStoreFile;
import io.slipway.console.ConsoleFiles;
import io.slipway.core.access.Credentials;
import io.slipway.core.log.LogLine;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles the custom resources of the stack. {@code EdgeStoreFile} writes the file from which CloudFormation fills
 * the edge function's key-value store, and {@code EdgeStoreImported} removes it once the store exists, because the
 * SDK can sign requests to the store's own API only with a native library. {@code ConsoleFiles} publishes the
 * console, and {@code AdministratorHash} the hash by which the registry's functions recognize the administrator's
 * token. {@code RegionRanges}, like a daily schedule, updates the region's addresses in the table.
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
        if (!event.containsKey("RequestType")) {
            publishAdministrator();
            refreshRanges(context);
            return null;
        }
        CloudFormationRequest request = CloudFormationRequest.read(event);
        try {
            // The file is read only when the store is created, so a deletion has nothing to undo.
            if (!request.isDelete()) {
                run(request, context);
            }
            request.succeed();
        } catch (RuntimeException e) {
            LambdaLog.write(context, LogLine.error().with(e));
            request.fail(request.type() + " failed; see this function's log");
        }
        return null;
    }

    private void run(CloudFormationRequest request, Context context) {
        EdgeStoreFile file = backend.edgeStoreFile();
        switch (request.type()) {
            case "Custom::EdgeStoreFile" -> file.write(request.property("Key"));
            case "Custom::EdgeStoreImported" -> file.remove(request.property("Key"));
            case "Custom::AdministratorHash" -> publishAdministrator();
            case "Custom::ConsoleFiles" -> backend.staticFiles().publish(ConsoleFiles.FOLDER, ConsoleFiles.read());
            case "Custom::RegionRanges" -> refreshRanges(context);
            default ->
                throw new IllegalArgumentException(
                        "the type must be a custom resource of this stack, but was " + request.type());
        }
    }

    private void publishAdministrator() {
        String token = backend.secret("SLIPWAY_ADMIN_TOKEN_SECRET").get();
        backend.forLogins().tokens().publishAdministrator(Credentials.hash(token));
    }

    /** Refreshes the ranges. They only affect the cost of pulls, so a failure must not roll back a deployment. */
    private void refreshRanges(Context context) {
        try {
            int count = new PublishedRanges(backend).refresh();
            LambdaLog.write(context, LogLine.info().with("ranges", count));
        } catch (IOException | RuntimeException e) {
            LambdaLog.write(
                    context,
                    LogLine.warn("the region's address ranges could not be refreshed")
                            .with(e));
        }
    }
}
