package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.StepwiseDeletion;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes the spaces left behind by earlier interrupted runs. */
final class LeftoversCheck implements Check {
    /** The age from which a space is deleted; a younger one may belong to a run in progress. */
    static final Duration OLD = Duration.ofHours(2);

    private final PrintWriter err;

    LeftoversCheck(PrintWriter err) {
        this.err = err;
    }

    @Override
    public String name() {
        return "earlier runs";
    }

    @Override
    public String remedy() {
        return "delete the spaces with the prefix " + Site.SPACE_PREFIX + ": slipway space delete NAME --confirm NAME";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        List<String> deleted = new ArrayList<>();
        List<String> young = new ArrayList<>();
        for (JsonNode space :
                site.connection().call("GET", "/api/spaces", Optional.empty()).path("spaces")) {
            String name = space.path("name").asText();
            if (!name.startsWith(Site.SPACE_PREFIX) || name.equals(site.space().value())) {
                continue;
            }
            if (Instant.parse(space.path("created").asText()).plus(OLD).isBefore(Instant.now())) {
                StepwiseDeletion.run(site.connection(), "/api/spaces/" + name, name, err);
                deleted.add(name);
            } else {
                young.add(name);
            }
        }
        return CheckResult.ok((deleted.isEmpty() ? "nothing was left behind" : "deleted " + String.join(", ", deleted))
                + (young.isEmpty()
                        ? ""
                        : "; kept " + String.join(", ", young) + ", whose runs may be in progress until they are "
                                + OLD.toHours() + " hours old"));
    }
}
