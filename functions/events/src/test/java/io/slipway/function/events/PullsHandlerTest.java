package io.slipway.function.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.PullNote;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Repository;
import io.slipway.core.tag.TagRecord;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns log lines into days in the table, and counts the AWS calls, as in docs/maintain/aws-calls.md. */
class PullsHandlerTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Digest IMAGE = Digest.of(DigestAlgorithm.SHA256, CONTENT);
    private static final long NOON = 1_796_040_000_000L;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Backend backend;

    @BeforeEach
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        var seen = backend.manifests().view(APP, Optional.empty(), List.of()).repository();
        backend.manifests().push(new ManifestPush(APP, IMAGE, manifest, CONTENT, List.of(new Tag("1")), seen, "admin"));
        calls.take();
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void the_pulls_of_a_manifest_on_a_day_cost_one_write_and_one_for_its_repository() throws IOException {
        String line = line(new PullNote(APP, IMAGE));
        handle(batch("DATA_MESSAGE", NOON, line, line, line));
        assertThat(calls.take()).containsExactly("UpdateItem", "UpdateItem");
        assertThat(pulled()).contains(DAY);
        assertThat(pulledFromRepository()).contains(DAY);
        handle(batch("DATA_MESSAGE", NOON - 86_400_000, line));
        assertThat(pulled()).as("an older line that arrives late").contains(DAY);
        assertThat(pulledFromRepository()).contains(DAY);
    }

    @Test
    void the_pulls_of_several_manifests_cost_one_write_for_their_repository() throws IOException {
        Digest other = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
        handle(batch("DATA_MESSAGE", NOON, line(new PullNote(APP, IMAGE)), line(new PullNote(APP, other))));
        assertThat(calls.take()).containsExactly("UpdateItem", "UpdateItem", "UpdateItem");
        assertThat(pulledFromRepository()).contains(DAY);
    }

    @Test
    void a_pull_of_a_deleted_manifest_does_not_restore_it() throws IOException {
        assertThat(backend.manifests().delete(APP, IMAGE)).isTrue();
        handle(batch("DATA_MESSAGE", NOON, line(new PullNote(APP, IMAGE))));
        assertThat(backend.manifests().find(APP, IMAGE)).isEmpty();
    }

    @Test
    void a_check_by_cloudwatch_is_not_a_pull() throws IOException {
        handle(batch("CONTROL_MESSAGE", NOON, "CWL CONTROL MESSAGE: Checking health of destination."));
        assertThat(calls.take()).isEmpty();
    }

    private Optional<LocalDate> pulled() {
        return backend.tags().describe(APP, "", 1).stream().findFirst().flatMap(TagRecord::pulled);
    }

    private Optional<LocalDate> pulledFromRepository() {
        return backend.repositories().find(APP).flatMap(Repository::pulled);
    }

    private void handle(CloudWatchLogsEvent event) {
        new PullsHandler(backend).handleRequest(event, SilentContext.INSTANCE);
    }

    private static String line(PullNote note) {
        return "{\"level\":\"INFO\",\"status\":200,\"pulled\":\"" + note + "\"}";
    }

    private static CloudWatchLogsEvent batch(String type, long time, String... lines) throws IOException {
        var json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("messageType", type);
        var events = json.putArray("logEvents");
        for (String line : lines) {
            events.addObject().put("timestamp", time).put("message", line);
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(json.toString().getBytes(StandardCharsets.UTF_8));
        }
        return new CloudWatchLogsEvent()
                .withAwsLogs(new CloudWatchLogsEvent.AWSLogs()
                        .withData(Base64.getEncoder().encodeToString(compressed.toByteArray())));
    }
}
