package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-machine cloud as a program. */
class SystemTest {
    @TempDir
    Path folder;

    @Test
    void data_survives_a_restart_and_ctrl_c_ends_cleanly() {
        byte[] content = "kept".getBytes(StandardCharsets.UTF_8);
        Path data = folder.resolve("data");
        String token;
        try (Cloud cloud = Cloud.start(data)) {
            token = cloud.adminToken();
            new Api(cloud).pushBlob("app", content);
            assertThat(cloud.stop()).isZero();
        }
        try (Cloud cloud = Cloud.start(data)) {
            assertThat(cloud.adminToken()).isEqualTo(token);
            Api api = new Api(cloud);
            var digest = api.pushBlob("other", content);
            assertThat(api.follow("app", "/v2/app/blobs/" + digest).body()).isEqualTo(content);
        }
    }

    @Test
    void secrets_are_for_the_owner_alone() throws Exception {
        Path data = folder.resolve("data");
        try (Cloud cloud = Cloud.start(data)) {
            assertThat(cloud.pid()).isPositive();
            for (String file : new String[] {"secrets.json", "admin-token", "cloud.json"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void one_cloud_at_a_time_has_a_data_folder() throws Exception {
        Path data = folder.resolve("data");
        try (Cloud cloud = Cloud.start(data)) {
            Process second = new ProcessBuilder(
                            Cloud.root().resolve("slipway").toString(), "up", "--port", "0", "--data", data.toString())
                    .start();
            String errors = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(errors).contains("another Slipway runs on");
            assertThat(cloud.pid()).isPositive();
        }
    }

    @Test
    void the_command_line_makes_tokens_and_spaces_that_work() {
        Path data = folder.resolve("data");
        try (Cloud cloud = Cloud.start(data)) {
            Tool slipway = new Tool(Cloud.root().resolve("slipway"), folder);
            slipway.run("space", "create", "team-a", "--data", data.toString());
            assertThat(slipway.run("space", "list", "--data", data.toString())).contains("default", "team-a");
            String token = slipway.run(
                    "token",
                    "create",
                    "ci",
                    "--space",
                    "team-a",
                    "--repository",
                    "apps/*",
                    "--expires-in",
                    "90d",
                    "--data",
                    data.toString());
            assertThat(token).matches("slp_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
            Api api = new Api(cloud);
            assertThat(api.bearer(token, "team-a/apps/web", "push")).isNotEmpty();
            api.pushImage("team-a/apps/web", "1");
            String where = data.toString();
            slipway.run("space", "set", "team-a", "--display-name", "Team A", "--no-sparse", "--data", where);
            assertThat(slipway.run("space", "show", "team-a", "--data", where)).contains("Team A", "repositories\t1");
            slipway.run("repository", "set", "team-a/apps/web", "--visibility", "public", "--data", where);
            assertThat(slipway.run("repository", "list", "team-a", "--data", where))
                    .startsWith("team-a/apps/web\tpublic\t");
            assertThat(slipway.attempt("", "repository", "delete", "team-a/apps/web", "--data", where)
                            .errors())
                    .contains("--confirm team-a/apps/web");
            slipway.run("repository", "delete", "team-a/apps/web", "--confirm", "team-a/apps/web", "--data", where);
            api.pushImage("team-a/apps/web", "2");
            assertThat(slipway.attempt("", "space", "delete", "team-a", "--data", where)
                            .errors())
                    .contains("confirm=team-a");
            slipway.run("space", "delete", "team-a", "--confirm", "team-a", "--data", where);
            assertThat(slipway.run("space", "list", "--data", where)).doesNotContain("team-a");
            assertThat(slipway.attempt("", "token", "create", "x", "--expires-in", "soon", "--data", data.toString())
                            .code())
                    .isEqualTo(2);
        }
    }
}
