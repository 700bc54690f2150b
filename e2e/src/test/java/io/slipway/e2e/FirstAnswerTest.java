package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.GatewayCall;
import io.slipway.emulators.SilentContext;
import io.slipway.function.pull.PullHandler;
import io.slipway.function.push.PushHandler;
import io.slipway.function.token.TokenHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first answer of a function's process loads nothing that it does not need: each of these took a tenth of a second of a cold start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstAnswerTest {
    private static final Map<String, String> NEEDLESS = Map.of(
            "com.fasterxml.jackson.databind.ObjectMapper", "the mapping of classes to JSON",
            "com.amazonaws.services.lambda.runtime.events.", "Lambda's classes of events",
            "software.amazon.awssdk.services.s3.DefaultS3Client", "a client that is not called",
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

    /** The function as a process, as Lambda's runtime runs it: made once, and asked once. */
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

    record First(Class<?> handler, String method, String target, int status) {}

    static List<First> requests() {
        return List.of(
                new First(TokenHandler.class, "GET", "/token?service=slipway&scope=repository:app:pull", 200),
                new First(PullHandler.class, "GET", "/v2/app/manifests/1", 404),
                new First(PushHandler.class, "POST", "/v2/app/blobs/uploads/", 202));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_first_answer_loads_what_it_needs(First first) throws Exception {
        String login = Base64.getEncoder()
                .encodeToString(("x:" + EmulatedAccount.ADMIN_TOKEN).getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("authorization", "Basic " + login);
        Path log = folder.resolve("classes");
        Path errors = folder.resolve("errors");
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        first.handler().getName(),
                        new GatewayCall(first.method(), first.target(), headers)
                                .event()
                                .toString())
                .redirectError(errors.toFile());
        program.environment().putAll(account.environment());
        Process process = program.start();
        JsonNode answer = Api.JSON.readTree(process.getInputStream().readAllBytes());
        assertThat(answer.path("statusCode").asInt())
                .as(Files.readString(errors))
                .isEqualTo(first.status());
        process.waitFor();
        List<String> loaded = loaded(log);
        NEEDLESS.forEach((prefix, what) -> assertThat(loaded)
                .as(what)
                .filteredOn(name -> name.startsWith(prefix))
                .isEmpty());
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
