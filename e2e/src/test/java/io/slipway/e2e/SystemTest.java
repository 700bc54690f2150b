package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the one-machine cloud as a program. */
@OnSharedCloud
class SystemTest {
    @TempDir
    Path folder;

    private Path data = Path.of(".slipway");

    @Test
    void data_survives_a_restart_and_ctrl_c_ends_cleanly() {
        byte[] content = "kept".getBytes(StandardCharsets.UTF_8);
        data = folder.resolve("data");
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
    void secrets_are_readable_only_by_the_owner(Cloud cloud) throws Exception {
        for (String file : new String[] {"secrets.json", "admin-token", "cloud.json"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(cloud.data().resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void only_one_cloud_at_a_time_can_use_a_data_folder(Cloud cloud) {
        var second = slipway()
                .attempt("", "up", "--port", "0", "--data", cloud.data().toString());
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.errors()).contains("another Slipway is running on");
    }

    @Test
    void the_command_line_creates_spaces_and_deletes_their_content(Cloud cloud) {
        data = cloud.data();
        run("space", "create", "system");
        assertThat(run("space", "list")).contains("default", "system");
        Api api = new Api(cloud);
        api.pushImage("system/apps/web", "1");
        run("space", "set", "system", "--display-name", "System", "--no-sparse");
        assertThat(run("space", "show", "system")).contains("System", "repositories\t1");
        run("repository", "set", "system/apps/web", "--visibility", "public");
        assertThat(run("repository", "list", "system")).startsWith("system/apps/web\tpublic\t");
        assertThat(refusal(1, "repository", "delete", "system/apps/web")).contains("--confirm system/apps/web");
        run("repository", "delete", "system/apps/web", "--confirm", "system/apps/web");
        api.pushImage("system/apps/web", "2");
        assertThat(refusal(1, "space", "delete", "system")).contains("confirm=system");
        run("space", "delete", "system", "--confirm", "system");
        assertThat(run("space", "list")).doesNotContain("system");
    }

    @Test
    void the_command_line_creates_tokens_that_work_until_they_are_revoked(Cloud cloud) {
        data = cloud.data();
        String token = run("token", "create", "ci", "--repository", "system-*", "--expires-in", "90d");
        assertThat(token).matches("slp_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        String id = token.substring(4, 16);
        assertThat(line(id)).matches(id + "\tci\tdefault/system-\\*:pull,push,delete\tnever\t20.*Z");
        Api api = new Api(cloud);
        assertThat(api.bearer(token, "system-app", "push")).isNotEmpty();
        assertThat(line(id)).as("its last use").matches(id + "\tci\t[^\t]*\t20.*Z\t20.*Z");
        run("token", "revoke", id);
        assertThat(api.token(token, "repository:system-app:push").statusCode()).isEqualTo(401);
        assertThat(run("token", "list")).doesNotContain(id);
        assertThat(refusal(1, "token", "revoke", id)).contains("there is no token " + id);
        refusal(2, "token", "create", "x", "--expires-in", "soon");
    }

    private String line(String id) {
        return run("token", "list")
                .lines()
                .filter(line -> line.startsWith(id))
                .findFirst()
                .orElse("");
    }

    private String run(String... arguments) {
        return slipway().run(onData(arguments));
    }

    private String refusal(int code, String... arguments) {
        var result = slipway().attempt("", onData(arguments));
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.errors().lines()).as(result.errors()).hasSize(1);
        return result.errors();
    }

    private String[] onData(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
    }

    private Tool slipway() {
        return new Tool(Cloud.root().resolve("slipway"), folder);
    }
}
