package io.slipway.function.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PullNote;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.space.Repositories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Records the last day on which manifests and repositories were pulled, from log lines that CloudWatch Logs sends.
 * Repeated lines have no effect.
 */
public final class PullsHandler implements RequestHandler<CloudWatchLogsEvent, @Nullable Void> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Manifests manifests;
    private final Repositories repositories;

    public PullsHandler() {
        this(System.getenv());
    }

    public PullsHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    PullsHandler(Backend backend) {
        this.manifests = backend.manifests();
        this.repositories = backend.repositories();
    }

    @Override
    public @Nullable Void handleRequest(CloudWatchLogsEvent event, Context context) {
        JsonNode batch = read(event);
        // Other messages are CloudWatch's own checks that the function exists.
        if (batch.path("messageType").asText().equals("DATA_MESSAGE")) {
            Map<PullNote, LocalDate> pulls = pulls(batch);
            pulls.forEach((note, day) -> manifests.recordPull(note.repository(), note.digest(), day));
            days(pulls).forEach(repositories::recordPull);
        }
        return null;
    }

    /** Returns the last day of each repository. */
    private static Map<RepositoryName, LocalDate> days(Map<PullNote, LocalDate> pulls) {
        Map<RepositoryName, LocalDate> days = new LinkedHashMap<>();
        pulls.forEach(
                (note, day) -> days.merge(note.repository(), day, (one, other) -> one.isAfter(other) ? one : other));
        return days;
    }

    /** Returns the last day of each manifest. Lines are in the order of their times. */
    private static Map<PullNote, LocalDate> pulls(JsonNode batch) {
        Map<PullNote, LocalDate> pulls = new LinkedHashMap<>();
        for (JsonNode line : batch.path("logEvents")) {
            Instant moment = Instant.ofEpochMilli(line.path("timestamp").asLong());
            String text =
                    json(line.path("message").asText()).path(PullNote.FIELD).asText();
            pulls.put(PullNote.parse(text), LocalDate.ofInstant(moment, ZoneOffset.UTC));
        }
        return pulls;
    }

    private static JsonNode read(CloudWatchLogsEvent event) {
        byte[] compressed = Base64.getDecoder().decode(event.getAwsLogs().getData());
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
