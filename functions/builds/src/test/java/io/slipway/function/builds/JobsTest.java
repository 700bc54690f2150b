package io.slipway.function.builds;

import static io.slipway.function.builds.BuildLab.BUILDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.queue.Dispatcher;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.access.Action;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue, and jobs whose events are late, duplicated, out of order, or lost. */
@TestInstance(Lifecycle.PER_CLASS)
class JobsTest {
    private EmulatedAccount account;
    private Path folder;
    private int labs;

    @SuppressWarnings("NullAway.Init") // each test calls start first
    private BuildLab lab;

    @BeforeAll
    void startAccount(@TempDir Path temporary) {
        folder = temporary;
        account = EmulatedAccount.start(folder.resolve("s3"));
    }

    @AfterAll
    void stopAccount() {
        account.close();
    }

    private void start(int places, Duration timeout, int accountLimit) throws IOException {
        labs++;
        lab = BuildLab.on(account, folder.resolve("lab-" + labs), places, timeout, accountLimit);
        lab.addPackage("MyWebApp", "1.2.0", Map.of("Dockerfile", "FROM scratch\nRUN make\n"));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void repeated_late_lost_and_unordered_events_give_the_same_result(long seed) throws IOException {
        start(5, Duration.ofMinutes(1), 100);
        lab.lossy = true;
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            String id = lab.ask("order-" + seed + "-" + round);
            String expected = random.nextBoolean() ? "Succeeded" : "Failed";
            if (expected.equals("Succeeded")) {
                lab.succeed(id);
            } else {
                lab.end(id, 1);
            }
            BuildLab.await(() -> lab.eventsOf(id).size() == 2, "both events");
            List<ObjectNode> events = new ArrayList<>(lab.eventsOf(id));
            events.addAll(lab.eventsOf(id));
            Collections.shuffle(events, random);
            events.subList(0, random.nextInt(events.size() + 1)).forEach(lab::deliver);
            lab.sweep();
            JsonNode ended = lab.get(id);
            assertThat(ended.path("state").asText()).as("round " + round).isEqualTo(expected);
            events.forEach(lab::deliver);
            lab.sweep();
            assertThat(lab.get(id)).isEqualTo(ended);
        }
        assertThat(lab.backend.forBuilds().buildQueue().placed()).isEmpty();
        assertThat(lab.backend.forBuilds().buildQueue().waiting(10)).isEmpty();
    }

    @Test
    void at_most_as_many_jobs_run_as_there_are_slots_and_the_oldest_build_is_next() throws IOException {
        start(2, Duration.ofMinutes(1), 100);
        String first = lab.ask("queue-1");
        String second = lab.ask("queue-2");
        String third = lab.ask("queue-3");
        String fourth = lab.ask("queue-4");
        lab.await(second, "Running");
        assertThat(lab.state(third)).isEqualTo("Queued");
        lab.end(first, 1);
        lab.await(third, "Running");
        assertThat(lab.state(fourth)).isEqualTo("Queued");
        lab.send("POST", BUILDS + "/" + fourth + "/cancel", "", 200);
        assertThat(lab.state(fourth)).isEqualTo("Cancelled");
        lab.end(second, 1);
        lab.await(second, "Failed");
        assertThat(lab.state(fourth)).isEqualTo("Cancelled");
        assertThat(lab.backend.forBuilds().buildQueue().waiting(10)).isEmpty();
        lab.end(third, 1);
        lab.await(third, "Failed");
    }

    @Test
    void a_build_waits_while_the_account_has_no_capacity() throws IOException {
        start(10, Duration.ofMinutes(1), 1);
        String first = lab.ask("account-1");
        String second = lab.ask("account-2");
        assertThat(lab.state(second)).isEqualTo("Queued");
        lab.sweep();
        assertThat(lab.state(second)).isEqualTo("Queued");
        lab.end(first, 1);
        lab.await(second, "Running");
        lab.end(second, 1);
        lab.await(second, "Failed");
    }

    @Test
    void a_waiting_build_is_cancelled_within_five_minutes_after_its_token_is_revoked() throws IOException {
        start(1, Duration.ofMinutes(1), 100);
        String first = lab.ask("requester-1");
        String gone = lab.token("**", Action.PULL, Action.PUSH);
        String narrowed = lab.token("**", Action.PULL, Action.PUSH);
        String stays = lab.token("**", Action.PULL, Action.PUSH);
        String ofGone = ask(gone, "requester-2");
        String ofNarrowed = ask(narrowed, "requester-3");
        String ofOther = ask(stays, "requester-4");
        lab.backend
                .forLogins()
                .tokens()
                .remove(TokenSecret.parse(gone).orElseThrow().id());
        lab.backend
                .forLogins()
                .tokens()
                .narrow(
                        TokenSecret.parse(narrowed).orElseThrow().id(),
                        List.of(new Grant("default", "mywebapp", Set.of(Action.PUSH))));
        lab.ahead = BearerTokens.LIFETIME;
        lab.end(first, 1);
        lab.await(ofOther, "Running");
        assertThat(lab.state(ofGone)).isEqualTo("Cancelled");
        assertThat(lab.get(ofGone).at("/failure/message").asText()).contains("the token that requested it");
        assertThat(lab.state(ofNarrowed)).isEqualTo("Cancelled");
        lab.end(ofOther, 1);
        lab.await(ofOther, "Failed");
        assertThat(lab.backend.forBuilds().buildQueue().waiting(10)).isEmpty();
        BuildLab.await(() -> lab.backend.forBuilds().buildQueue().placed().isEmpty(), "the slots to be released");
    }

    private String ask(String token, String deployment) {
        Response response = lab.send(token, "POST", BUILDS, BuildLab.request(deployment, ""));
        assertThat(response.status()).isEqualTo(202);
        return BuildLab.json(new String(response.body(), StandardCharsets.UTF_8))
                .path("id")
                .asText();
    }

    /**
     * A new account runs one build at a time. CodeBuild lets the others wait, but gives up eventually, which must not fail the build.
     */
    @Test
    void a_build_whose_job_got_no_machine_waits_again_and_its_next_job_has_a_new_token() throws IOException {
        start(1, Duration.ofMinutes(1), 100);
        lab.lossy = true;
        String id = lab.ask("no-machine-1");
        BuildId build = new BuildId(SpaceName.DEFAULT, id);
        String credential = lab.backend
                .forBuilds()
                .builds()
                .find(build)
                .orElseThrow()
                .credential()
                .id();
        Instant before =
                lab.backend.forLogins().tokens().find(credential).orElseThrow().created();
        BuildLab.await(() -> Instant.now().getEpochSecond() > before.getEpochSecond(), "the next second");
        ObjectNode event = lab.eventsOf(id).getFirst().deepCopy();
        event.put("build-status", "TIMED_OUT");
        ((ObjectNode) event.path("additional-information"))
                .putArray("phases")
                .addObject()
                .put("phase-type", "QUEUED")
                .put("phase-status", "TIMED_OUT");
        lab.deliver(event);
        assertThat(lab.state(id)).isEqualTo("Running");
        assertThat(lab.backend.forBuilds().buildQueue().placed()).containsExactly(build);
        Token token = lab.backend.forLogins().tokens().find(credential).orElseThrow();
        assertThat(token.created()).isAfter(before);
        assertThat(token.expires())
                .contains(token.created()
                        .plus(Dispatcher.MAX_QUEUED)
                        .plus(Duration.ofMinutes(60))
                        .plus(Duration.ofMinutes(5)));
        lab.end(id, 1);
    }

    /** A job's token is valid for as long as CodeBuild may keep the job waiting, plus the job's time limit. */
    @Test
    void the_lifetime_of_a_jobs_token_includes_codebuilds_maximum_queue_time() throws IOException {
        start(1, Duration.ofMinutes(1), 100); // closed after each test
        Path template = Path.of(System.getProperty("slipway.root"), "template.yaml");
        assertThat(Files.readString(template))
                .contains("      QueuedTimeoutInMinutes: " + Dispatcher.MAX_QUEUED.toMinutes() + "\n");
    }

    @Test
    void a_job_that_exceeds_its_time_limit_is_ended() throws IOException {
        start(5, Duration.ofMillis(300), 100);
        lab.lossy = true; // The events are delivered when the report is stored, however long that takes.
        String id = lab.ask("slow-1");
        lab.report(id, new BuildReport(JobStage.BUILD, null, null, List.of(), List.of(), Map.of()));
        BuildLab.await(() -> lab.eventsOf(id).size() == 2, "both events");
        lab.eventsOf(id).forEach(lab::deliver);
        assertThat(lab.state(id)).isEqualTo("TimedOut");
        JsonNode failure = lab.get(id).path("failure");
        assertThat(failure.path("message").asText()).startsWith("the job exceeded its time limit");
        assertThat(failure.path("stage").asText()).isEqualTo("build");
    }

    @Test
    void a_killed_job_fails_in_its_current_stage() throws IOException {
        start(5, Duration.ofMinutes(1), 100);
        String id = lab.ask("killed-1");
        lab.await(id, "Running");
        lab.report(id, new BuildReport(JobStage.PUSH, null, null, List.of(), List.of(), Map.of()));
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("codebuild"))
                .forEach(ProcessHandle::destroyForcibly);
        lab.await(id, "Failed");
        JsonNode failure = lab.get(id).path("failure");
        assertThat(failure.path("message").asText()).startsWith("the job ended unexpectedly: BUILD: ");
        assertThat(failure.path("stage").asText()).isEqualTo("push");
    }

    @Test
    void a_job_lost_with_its_machine_is_found_by_the_sweep() throws IOException {
        start(5, Duration.ofMinutes(1), 100);
        String id = lab.ask("lost-1");
        lab.await(id, "Running");
        JobsHandler handler = lab.restartCodeBuild();
        assertThat(lab.state(id)).isEqualTo("Running");
        handler.handleRequest(new ScheduledEvent().withDetailType("Scheduled Event"), SilentContext.INSTANCE);
        assertThat(lab.state(id)).isEqualTo("Failed");
        assertThat(lab.get(id).at("/failure/message").asText())
                .startsWith("CodeBuild lost the job")
                .contains("the machine that ran the build was stopped");
    }

    @Test
    void an_event_without_the_jobs_variables_is_matched_to_its_build() throws IOException {
        start(5, Duration.ofMinutes(1), 100);
        lab.lossy = true;
        String id = lab.ask("bare-1");
        lab.end(id, 1);
        BuildLab.await(() -> lab.eventsOf(id).size() == 2, "both events");
        ObjectNode event = lab.eventsOf(id).getLast().deepCopy();
        ((ObjectNode) event.at("/additional-information/environment")).remove("environment-variables");
        lab.deliver(event);
        assertThat(lab.state(id)).isEqualTo("Failed");
    }
}
