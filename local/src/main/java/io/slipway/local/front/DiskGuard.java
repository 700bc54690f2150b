package io.slipway.local.front;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.local.gate.DiskSpace;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses requests for which the disk has too little space, in the registry's own form: AWS has no such disk, and no response for it. */
final class DiskGuard {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern LOGIN = Pattern.compile("/token|/api/login/.*");
    private static final Pattern CONTENT =
            Pattern.compile("/v2/.*|/api/(?:.*/)?packages(?:/.*)?|/api/spaces/[^/]*/builds");

    private final DiskSpace disk;

    DiskGuard(DiskSpace disk) {
        this.disk = disk;
    }

    /** Returns the response to a request that cannot be handled now; empty for reads and logins, and if there is space. */
    Optional<Answer> refuse(Exchange exchange) {
        return shortage(exchange).map(message -> {
            Response response = Errors.render(new RegistryException(ErrorCode.UNAVAILABLE, message));
            return Answer.of(response.status(), response.headers(), response.body());
        });
    }

    private Optional<String> shortage(Exchange exchange) {
        String method = exchange.method();
        if (READS.contains(method) || LOGIN.matcher(exchange.path()).matches()) {
            return Optional.empty();
        }
        return CONTENT.matcher(exchange.path()).matches() && !method.equals("DELETE")
                ? disk.shortageForContent(exchange.length().orElse(0))
                : disk.shortageForRecords();
    }
}
