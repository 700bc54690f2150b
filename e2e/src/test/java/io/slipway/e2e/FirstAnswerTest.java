package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.GatewayCall;
import io.slipway.emulators.SilentContext;
import io.slipway.function.api.ApiHandler;
import io.slipway.function.builds.BuildsHandler;
import io.slipway.function.pull.PullHandler;
import io.slipway.function.push.PushHandler;
import io.slipway.function.retention.RetentionHandler;
import io.slipway.function.token.TokenHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first answer of a function's process loads nothing that it does not need: each of these took a tenth of a second of a cold start. A snapshot
 * has what later requests need.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstAnswerTest {
    private static final Map<String, String> NEEDLESS = Map.of(
            "com.fasterxml.jackson.databind.ObjectMapper", "databinding of JSON",
            "com.amazonaws.services.lambda.runtime.events.", "Lambda's event classes",
            "software.amazon.awssdk.services.s3.DefaultS3Client", "an unused client",
            "org.bouncycastle.crypto.", "a signed jar");

    private EmulatedAccount account;

    @TempDir
    Path folder;

    @BeforeAll
    void start(@TempDir Path data) {
        account = EmulatedAccount.start(data);
    }

    @AfterAll
    void stop() {
        account.close();
    }

    /** Runs the function in its own process, like Lambda's runtime: created once, and invoked once. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            var handler = Class.forName(arguments[0])
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor()
                    .newInstance();
            byte[] event = arguments[1].getBytes(StandardCharsets.UTF_8);
            handler.handleRequest(new ByteArrayInputStream(event), System.out, SilentContext.INSTANCE);
            System.exit(0);
        }
    }

    /** The function as a process of which Lambda takes a snapshot: made once, and told by the runtime's own classes that one will be taken. */
    static final class Snapshot {
        private Snapshot() {}

        public static void main(String[] arguments) throws Exception {
            var handler = Class.forName(arguments[0]).getConstructor().newInstance();
            JniHelper.load();
            Core.getGlobalContext().beforeCheckpoint(null);
            System.out.println(handler);
            System.exit(0);
        }
    }

    record First(Class<?> handler, String method, String target, int status) {
        String event() {
            boolean api = target.startsWith("/api/");
            String basic = Base64.getEncoder()
                    .encodeToString(("x:" + EmulatedAccount.ADMIN_TOKEN).getBytes(StandardCharsets.UTF_8));
            String login = api ? "Bearer " + EmulatedAccount.ADMIN_TOKEN : "Basic " + basic;
            return new GatewayCall(method, target, Map.of("authorization", login))
                    .event()
                    .toString();
        }

        @Override
        public String toString() {
            return handler.getSimpleName();
        }
    }

    static List<First> requests() {
        return List.of(
                new First(TokenHandler.class, "GET", "/token?service=slipway&scope=repository:app:pull", 200),
                new First(PullHandler.class, "GET", "/v2/app/manifests/1", 404),
                new First(PushHandler.class, "POST", "/v2/app/blobs/uploads/", 202),
                new First(ApiHandler.class, "GET", "/api/spaces", 200),
                new First(BuildsHandler.class, "GET", "/api/spaces/default/builds", 200),
                new First(RetentionHandler.class, "GET", "/api/spaces/default/deployments", 200));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_first_response_loads_only_the_classes_that_it_needs(First first) throws Exception {
        Started program = start(Program.class, first.handler().getName(), first.event());
        JsonNode answer = Api.JSON.readTree(program.output());
        assertThat(answer.path("statusCode").asInt()).as(program.errors()).isEqualTo(first.status());
        NEEDLESS.forEach((prefix, what) -> assertThat(program.loaded())
                .as(what)
                .filteredOn(name -> name.startsWith(prefix))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_snapshot_has_the_clients_that_later_requests_need(First first) throws Exception {
        Started program = start(Snapshot.class, first.handler().getName());
        assertThat(program.output())
                .as(program.errors())
                .contains(first.handler().getName());
        assertThat(program.errors()).doesNotContain("without warm code");
        assertThat(program.loaded())
                .as("clients")
                .contains(
                        "software.amazon.awssdk.services.s3.DefaultS3Client",
                        "software.amazon.awssdk.services.secretsmanager.DefaultSecretsManagerClient");
        assertThat(program.loaded())
                .as("the code of a call")
                .contains("software.amazon.awssdk.core.internal.http.pipeline.stages.MakeHttpRequestStage");
    }

    @Test
    void a_snapshot_of_the_token_service_has_signed_a_token() throws Exception {
        assertThat(start(Snapshot.class, TokenHandler.class.getName()).loaded())
                .contains("com.nimbusds.jose.crypto.ECDSASigner");
    }

    private record Started(String output, String errors, List<String> loaded) {}

    private Started start(Class<?> program, String... arguments) throws Exception {
        Path log = folder.resolve("classes");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", // as Lambda's runtime starts Java
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(account.environment());
        builder.environment().put("SLIPWAY_BUILDS_PROJECT", "builds");
        builder.environment().put("SLIPWAY_BUILDS_PLACES", "1");
        builder.environment().put("SLIPWAY_BUILDS_TIMEOUT_MINUTES", "60");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return new Started(output, Files.readString(errors), loaded(log));
    }

    /** Reads the names of the classes from lines like {@code [0.1s][info][class,load] java.lang.Object source: …}. */
    private static List<String> loaded(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> names = lines.map(line -> line.replaceFirst("^(\\[[^]]*])+ ", ""))
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
            assertThat(names).contains("io.slipway.aws.lambda.HttpFunction");
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
