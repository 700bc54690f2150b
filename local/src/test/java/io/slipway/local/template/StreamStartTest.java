package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.AwsRequest;
import io.slipway.local.gate.SignatureV4;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command of the stream lane's task in the template, with stand-ins for Lambda, ECS's credentials and Java. */
class StreamStartTest {
    private static final AccessKey KEY = new AccessKey("AKTASK", "sec/ret+of=task", "to/ken+of=task");

    @TempDir
    Path folder;

    private final List<String> signers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private byte[] layer;
    private String checksum;

    @BeforeEach
    void start() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("lib/uploader.jar"));
            out.write(1);
        }
        layer = zip.toByteArray();
        checksum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(layer));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_task_runs_the_deployed_version() throws Exception {
        assertThat(run())
                .contains(
                        "started -XX:MaxRAMPercentage=75",
                        // to copy the state of the JDK's hash functions
                        "--add-opens=java.base/sun.security.provider=ALL-UNNAMED",
                        "io.slipway.uploader.UploaderServer",
                        "lib/uploader.jar");
        assertThat(signers).containsExactly("AKTASK");
    }

    @Test
    void a_task_does_not_run_a_layer_with_another_checksum() throws Exception {
        layer[layer.length - 1] ^= 1;
        assertThat(run())
                .contains("the uploader does not have the checksum of its layer")
                .doesNotContain("started");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        byte[] body = switch (exchange.getRequestURI().getPath()) {
            case "/credentials" ->
                bytes("{\"RoleArn\":\"arn\",\"AccessKeyId\":\"" + KEY.id() + "\",\"SecretAccessKey\":\"" + KEY.secret()
                        + "\",\"Token\":\"" + KEY.token() + "\"}");
            case "/2018-10-31/layers/slipway-UploaderLayer1f/versions/12" -> {
                signers.add(signer(exchange));
                yield bytes("{\"Content\":{\"Location\":\"" + address + "/layer?a=1\\u0026b=2\",\"CodeSha256\":\""
                        + checksum + "\"},\n\"Version\":12}");
            }
            case "/layer" -> exchange.getRequestURI().getQuery().equals("a=1&b=2") ? layer : new byte[0];
            default -> new byte[0];
        };
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String signer(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        AwsRequest request = new AwsRequest(
                "GET", exchange.getRequestURI().getRawPath(), "", headers, new ByteArrayInputStream(new byte[0]));
        try {
            return new SignatureV4(id -> Optional.of(KEY), "eu-west-1", Clock.systemUTC())
                    .signer(request, new byte[0], "lambda");
        } catch (Exception e) {
            return e.toString();
        }
    }

    private String run() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("bin"));
        Path java = tools.resolve("java");
        Files.writeString(java, "#!/bin/sh\necho started \"$@\"; find . -type f\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(tools.resolve("jar"), Path.of(System.getProperty("java.home"), "bin", "jar"));
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", command()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        tools + ":" + System.getenv("PATH"),
                        "TMPDIR",
                        folder.toString(),
                        "AWS_REGION",
                        "eu-west-1",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        address + "/credentials",
                        "AWS_ENDPOINT_URL_LAMBDA",
                        address,
                        "SLIPWAY_UPLOADER_LAYER",
                        "arn:aws:lambda:eu-west-1:123456789012:layer:slipway-UploaderLayer1f:12"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String command() throws IOException {
        return StackTemplate.read(
                        Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml"))
                .at("/Resources/StreamTask/Properties/ContainerDefinitions/0/Command/0")
                .asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
