package io.slipway.cli.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Ran;
import io.slipway.cli.Slipway;
import io.slipway.cli.StubRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildCommandTest {
    private static final String ID = "00000000000000000001";
    private static final String IMAGE = "registry.example.com/mywebapp:1.2.0-deployments-75";
    private static final String ASK = "POST /api/spaces/default/builds";
    private static final String GET = "GET /api/spaces/default/builds/" + ID;
    private static final String LOG = GET + "/log";
    private static final String REST =
            "{\"text\":\"hello\\n\",\"last\":1,\"more\":false,\"state\":\"Succeeded\",\"ended\":true}";

    private final StubRegistry registry = new StubRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void build_waits_for_the_image_and_prints_only_its_reference() {
        registry.answer(ASK, 202, built("Queued"))
                .answer(LOG, 200, "{\"text\":\"\",\"last\":0,\"more\":false,\"state\":\"Running\",\"ended\":false}")
                .answer(LOG, 200, REST)
                .answer(GET, 200, built("Succeeded"));
        Ran ran = build();
        assertThat(ran.err()).isEqualToIgnoringNewLines("slipway: build " + ID + " Queued" + "hello");
        assertThat(ran.out()).isEqualToIgnoringNewLines(IMAGE);
        assertThat(ran.code()).isZero();
        assertThat(registry.requests()).contains(LOG + "?after=0&wait=20");
    }

    @Test
    void the_reference_of_an_existing_image_is_printed_without_waiting() {
        registry.answer(ASK, 200, built("Succeeded"));
        assertThat(build("--wait").out()).isEqualToIgnoringNewLines(IMAGE);
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void a_failed_build_prints_one_line_with_the_failure_and_no_result() {
        registry.answer(ASK, 202, built("Running")).answer(LOG, 200, REST).answer(GET, 200, built("Failed"));
        Ran ran = build();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList().getLast())
                .isEqualTo("slipway: the build " + ID + " ended as Failed in stage build: Dockerfile:4: it broke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "json", "octopus", "github"})
    void no_format_prints_null_for_missing_values(String format) {
        registry.answer(ASK, 202, built("Queued"));
        Ran ran = build("--no-wait", "--format", format);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("null", base64("null")).containsAnyOf(IMAGE, base64(IMAGE));
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void requests_to_a_restarting_registry_are_retried_with_a_message() {
        registry.answer(ASK, 503, "{\"message\":\"Service Unavailable\"}")
                .answer(ASK, 0, "")
                .answer(ASK, 202, built("Running"))
                .answer(LOG, 502, "<html>Bad Gateway</html>")
                .answer(LOG, 200, REST)
                .answer(GET, 200, built("Running"))
                .answer(GET, 200, built("Succeeded"));
        Ran ran = build();
        assertThat(ran.out()).isEqualToIgnoringNewLines(IMAGE);
        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains("responded with HTTP 503; try again (retrying for up to 300 seconds)", "HTTP 502");
    }

    @Test
    void an_unreadable_log_does_not_fail_a_successful_build() {
        registry.answer(ASK, 202, built("Running"))
                .answer(LOG, 500, "{\"errors\":[{\"code\":\"INTERNAL\",\"message\":\"the registry failed\"}]}")
                .answer(GET, 200, built("Succeeded"));
        Ran ran = build();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines(IMAGE);
        assertThat(ran.err()).contains("the rest of the log cannot be read: the registry failed");
    }

    @Test
    void a_failed_wait_reports_that_the_build_continues() {
        registry.answer(ASK, 202, built("Running")).answer(LOG, 401, "{}");
        Ran ran = build();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("rejected the token from --token")
                .contains("the build " + ID + " continues: './slipway build wait " + ID
                        + "' waits for it, './slipway cancel " + ID + "' cancels it");
    }

    @Test
    void an_interrupted_wait_reports_that_the_build_continues() throws IOException, InterruptedException {
        registry.answer(ASK, 202, built("Running"))
                .answer(LOG, 200, "{\"text\":\"\",\"last\":0,\"more\":false,\"state\":\"Running\",\"ended\":false}");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Slipway.class.getName()));
        command.addAll(arguments());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            while (registry.requests().stream().noneMatch(it -> it.startsWith(LOG))) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(20);
            }
            process.toHandle().destroy(); // Ctrl-C runs the same hook; a test in the background cannot always send it.
            assertThat(output.lines().collect(Collectors.joining("\n")))
                    .contains("the build " + ID + " continues: './slipway build wait " + ID);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void build_wait_waits_for_a_build_that_was_requested_earlier() {
        registry.answer(GET, 200, built("Running"))
                .answer(GET, 200, built("Succeeded"))
                .answer(LOG, 200, REST);
        Ran ran = Ran.slipway("build", "wait", ID, "--url", registry.url(), "--token", "x", "--format", "github");
        assertThat(ran.out())
                .isEqualToNormalizingNewlines(
                        "image=" + IMAGE + "\ndigest=sha256:1\nreference=registry.example.com/mywebapp@sha256:1\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void build_show_prints_a_build_for_people_and_for_programs() {
        registry.answer(GET, 200, built("Running"));
        Ran plain = Ran.slipway("build", "show", ID, "--url", registry.url(), "--token", "x");
        assertThat(plain.out())
                .contains("state\tRunning", "package.id\tmywebapp", "digest\t-")
                .doesNotContain("null");
        Ran json = Ran.slipway("build", "show", ID, "--url", registry.url(), "--token", "x", "--format", "json");
        assertThat(json.out()).contains("\"state\" : \"Running\"").doesNotContain("null", "digest");
    }

    @Test
    void filters_are_sent_and_pages_are_read_up_to_the_limit() {
        registry.answer(ASK.replace("POST", "GET"), 200, "{\"builds\":[],\"next\":\"00000000000000000009\"}")
                .answer(ASK.replace("POST", "GET"), 200, "{\"builds\":[" + built("Failed") + "],\"next\":null}");
        Ran ran = Ran.slipway(
                "builds",
                "--state",
                "failed,TimedOut",
                "--environment",
                "Production",
                "--url",
                registry.url(),
                "--token",
                "x");
        assertThat(ran.out())
                .isEqualToIgnoringNewLines(ID + "\tFailed\t" + IMAGE + "\tProduction\t2026-11-29T00:00:00Z");
        assertThat(registry.requests())
                .containsExactly(
                        "GET /api/spaces/default/builds?state=Failed%2CTimedOut&environment=Production&limit=50",
                        "GET /api/spaces/default/builds?state=Failed%2CTimedOut&environment=Production"
                                + "&before=00000000000000000009&limit=50");
    }

    @Test
    void an_unknown_state_is_wrong_usage() {
        Ran ran = Ran.slipway("builds", "--state", "Suceeded", "--url", registry.url(), "--token", "x");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--state must be one of Queued, Running, Succeeded")
                .contains("but was Suceeded");
        assertThat(registry.requests()).isEmpty();
    }

    private Ran build(String... more) {
        List<String> all = new ArrayList<>(arguments());
        all.addAll(List.of(more));
        return Ran.slipway(all.toArray(String[]::new));
    }

    private List<String> arguments() {
        return List.of(
                "build",
                "mywebapp",
                "--version",
                "1.2.0",
                "--deployment",
                "deployments-75",
                "--environment",
                "Production",
                "--url",
                registry.url(),
                "--token",
                "x");
    }

    private static String built(String state) {
        boolean made = state.equals("Succeeded");
        return """
                {"id": "%s", "state": "%s", "package": {"id": "mywebapp", "version": "1.2.0"}, "image": "%s", "digest": %s,
                 "reference": %s, "deployment": {"environment": "Production", "tenant": null}, "created": "2026-11-29T00:00:00Z",
                 "ended": null, "failure": %s}""".formatted(
                        ID,
                        state,
                        IMAGE,
                        made ? "\"sha256:1\"" : "null",
                        made ? "\"registry.example.com/mywebapp@sha256:1\"" : "null",
                        state.equals("Failed")
                                ? "{\"stage\":\"build\",\"message\":\"it broke\",\"file\":\"Dockerfile\",\"line\":4}"
                                : "null");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
