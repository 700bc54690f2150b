package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the messages of failed builds on the command line, with a cloud whose minutes last two seconds. The build
 * that takes too long starts first and ends while the others fail; the cloud is killed last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BuildFailuresTest {
    private static final int LAST = Integer.MAX_VALUE;
    private static final String SLEEPS = "ARG BASE\nFROM $BASE\nRUN sleep 297\n";

    /** A sweep runs every two seconds, and a job may take one real minute. */
    private static final String[] PACE = {"--minute", "2", "--parameter", "BuildTimeoutMinutes=30"};

    private Path folder;
    private Cloud cloud;
    private Command slipway;
    private CompletableFuture<Tool.Result> endless;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        Tool.requireRoot();
        Tool.named("buildah");
        folder = temporary;
        cloud = Cloud.start(folder.resolve("cloud"), PACE);
        slipway = new Command(cloud, folder);
        SampleApp.pushBusybox(cloud, "busybox:1");
        Files.write(folder.resolve("Acme.Static.1.4.0.zip"), SampleApp.zip(SampleApp.STATIC));
        slipway.run("push", "Acme.Static.1.4.0.zip");
        Files.writeString(folder.resolve("variables.json"), """
                [{"Name": "Octopus.Release.Number", "Value": "1"},
                 {"Name": "Password", "Value": "correct-horse", "IsSensitive": true}]""");
        push("Endless", "Dockerfile", SLEEPS);
        endless = CompletableFuture.supplyAsync(() -> build("Endless"), BuildFailuresTest::start);
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_missing_package_is_reported() {
        assertThat(build("Nobody").errors())
                .isEqualTo("slipway: there is no package Nobody 1.0.0 in the space default\n");
    }

    @Test
    void all_missing_packages_and_images_are_reported_together() throws IOException {
        push("Poor", "sdi.yaml", """
                packages:
                  - { id: Acme.Static, version: "[2.0,3.0)" }
                  - { id: Acme.Nowhere }
                build:
                  baseImages: { BASE: "busybox:9" }
                """);
        assertThat(build("Poor").errors())
                .isEqualTo("slipway: no version of the package Acme.Static matches [2.0,3.0); there is 1.4.0; "
                        + "there is no package Acme.Nowhere in the space default; "
                        + "there is no base image busybox:9 in this registry\n");
        assertThat(slipway.run("builds")).doesNotContain("poor:");
    }

    @Test
    void a_failing_step_is_reported_with_its_line_and_output() throws IOException {
        push("Broken", "Dockerfile", "ARG BASE\nFROM $BASE\nRUN echo before\nRUN echo it broke && false\n");
        Tool.Result result = build("Broken");
        assertThat(last(result))
                .matches("slipway: the build \\w+ ended as Failed in stage build: Dockerfile:4: "
                        + "buildah ended with 1: .*building at STEP \"RUN echo it broke && false\".*exit status 1");
        assertThat(failure("Broken").path("lastLines").toString()).contains("it broke");
    }

    @Test
    void an_unknown_instruction_is_reported_with_its_line() throws IOException {
        push("Misspelt", "Dockerfile", "ARG BASE\nFROM $BASE\nCOPPY . .\n");
        assertThat(last(build("Misspelt")))
                .matches("slipway: the build \\w+ ended as Failed in stage build: Dockerfile:3: "
                        + "there is no instruction COPPY");
    }

    @Test
    void a_request_with_a_missing_base_image_is_rejected_immediately() throws IOException {
        push("Baseless", "Dockerfile", "FROM " + cloud.host() + "/none:1\n");
        assertThat(last(build("Baseless"))).isEqualTo("slipway: there is no base image none:1 in this registry");
    }

    @Test
    void a_file_that_a_feature_cannot_read_is_reported_with_its_line() throws IOException {
        push("Unreadable", "appsettings.json", "{\n  \"Database\": { \"Host\": ?\n}\n");
        assertThat(last(build("Unreadable")))
                .matches("slipway: the build \\w+ ended as Failed in stage features: appsettings.json:2: .*");
    }

    @Test
    void a_sensitive_value_is_not_written_into_an_image_unless_allowed() throws IOException {
        push("Secretive", "config/site.conf", "password #{Password}\n");
        Tool.Result refused = build("Secretive");
        assertThat(last(refused))
                .matches(
                        "slipway: the build \\w+ ended as Failed in stage features: sensitive values would be baked into the "
                                + "image, where anyone who pulls it can read them: config/site.conf. Pass them at run time, or set "
                                + "allowSensitive in sdi.yaml or in the request");
        Tool.Result allowed = build("Secretive", "--allow-sensitive");
        assertThat(allowed.code()).as(allowed.errors()).isZero();
        assertThat(allowed.errors()).contains("warning: sensitive values are baked into the image: config/site.conf\n");
        assertThat(refused.errors() + allowed.errors()).doesNotContain("correct-horse");
    }

    @Test
    void a_killed_job_fails_in_its_current_stage() throws Exception {
        push("Killed", "Dockerfile", SLEEPS);
        var result = CompletableFuture.supplyAsync(() -> build("Killed"), BuildFailuresTest::start);
        ProcessHandle builder = builder(running("Killed"));
        assertThat(builder.destroyForcibly()).isTrue();
        assertThat(last(result.join()))
                .matches(
                        "slipway: the build \\w+ ended as Failed in stage build: the job ended unexpectedly: BUILD: "
                                + "(COMMAND_EXECUTION_ERROR: )?Error while executing command: bash \"\\$SLIPWAY_BUILDER\"\\. Reason: exit status 137");
    }

    @Test
    @Order(LAST - 1)
    void a_job_that_exceeds_its_time_limit_is_ended() {
        assertThat(last(endless.join()))
                .matches("slipway: the build \\w+ ended as TimedOut in stage build: the job exceeded its time limit: "
                        + "BUILD: (BUILD_TIMED_OUT: )?Build has timed out");
    }

    @Test
    @Order(LAST)
    void a_job_that_was_lost_with_its_machine_fails_and_can_be_requested_again() throws Exception {
        push("Lost", "Dockerfile", "ARG BASE\nFROM $BASE\nRUN sleep 5\n");
        build("Lost", "--no-wait");
        String id = running("Lost");
        ProcessHandle builder = builder(id);
        URI before = cloud.url();
        // No process remains to report the end of the job: only the sweep of the next cloud can find it.
        cloud.kill();
        cloud = Cloud.startAt(before.getPort(), folder.resolve("cloud"), PACE);
        slipway = new Command(cloud, folder);
        // It has been killed, but its new parent process may notice that a moment later.
        assertThat(builder.onExit()).succeedsWithin(Duration.ofSeconds(10));
        slipway.run("log", "-f", id);
        assertThat(failure("Lost").path("message").asText())
                .isEqualTo("CodeBuild lost the job: BUILD: the machine that ran the build was stopped");
        assertThat(failure("Lost").path("stage").asText()).isEqualTo("build");
        Tool.Result again = build("Lost");
        assertThat(again.output()).as(again.errors()).isEqualTo(cloud.host() + "/lost:1.0.0-deployments-1\n");
    }

    /** Pushes version 1.0.0 of an SDI that differs from the sample in one file. */
    private void push(String id, String file, String content) throws IOException {
        Map<String, String> files = SampleApp.files();
        files.computeIfPresent("sdi.yaml", (name, text) -> text.replace("image: mywebapp\n", ""));
        files.put(file, content);
        String name = id + ".1.0.0.zip";
        Files.write(folder.resolve(name), SampleApp.zip(files));
        slipway.run("push", name);
    }

    private Tool.Result build(String id, String... more) {
        return slipway.build(id, "1.0.0", "deployments-1", "Production", "variables.json", more);
    }

    /** Returns the last line on standard error of a command that must have failed. */
    private static String last(Tool.Result result) {
        assertThat(result.code()).as(result.output() + result.errors()).isEqualTo(1);
        return result.errors().lines().reduce("", (before, line) -> line);
    }

    /** Returns the latest build of this package. */
    private JsonNode find(String id) {
        var answer = new Api(cloud)
                .send(
                        "GET",
                        "/api/spaces/default/builds",
                        new byte[0],
                        Map.of("Authorization", "Bearer " + cloud.adminToken()));
        for (JsonNode build : Api.json(answer).path("builds")) {
            if (build.at("/package/id").asText().equals(id)) {
                return build;
            }
        }
        return Api.JSON.missingNode();
    }

    /**
     * Runs a task in its own thread: on two cores the common pool has one thread, and a waiting build would block the
     * next.
     */
    private static void start(Runnable task) {
        Thread.startVirtualThread(task);
    }

    private JsonNode failure(String id) {
        return find(id).path("failure");
    }

    /** Waits until a step of the package's Dockerfile runs, and returns the build's id. */
    private String running(String id) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            String build = find(id).path("id").asText();
            if (!build.isEmpty() && slipway.run("log", build).contains(": RUN sleep")) {
                return build;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the build of " + id + " does not get to run: " + find(id));
    }

    /** Returns the builder's process: the only Java process with the build's id in its environment. */
    private static ProcessHandle builder(String build) {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().command().orElse("").endsWith("/java"))
                .filter(it -> environment(it).contains("SLIPWAY_BUILD=default/" + build + "\0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no builder runs for " + build));
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
