package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import java.io.IOException;
import java.util.Optional;

/** Logs in to the API and the token service, and creates the space of this run. */
final class CredentialsCheck implements Check {
    private static final long SHORTEST_LIFE = 60;

    @Override
    public String name() {
        return "credentials";
    }

    @Override
    public Need need() {
        return Need.REGISTRY;
    }

    @Override
    public String remedy() {
        return "use the token of an administrator of all spaces: in AWS, the stack's output AdminTokenCommand prints"
                + " one";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        JsonNode spaces = site.connection().call("GET", "/api/spaces", Optional.empty());
        site.createSpace();
        long life =
                site.token(site.repository("credentials")).path("expires_in").asLong();
        if (life < SHORTEST_LIFE) {
            throw new CommandFailure("a bearer token must be valid for " + SHORTEST_LIFE
                    + " seconds at least (distribution specification), but is for " + life);
        }
        return CheckResult.ok("an administrator's token; "
                + spaces.path("spaces").size() + " spaces; bearer tokens expire after " + life + " s");
    }
}
