package io.slipway.bench.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.emulators.EmulatedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the time from the start of a function's process to its first response, without a snapshot: under AWS's
 * runtime interface client and emulator, with the class path of the deployed function and the options of Lambda's
 * Java runtime.
 */
public final class ColdStart {
    /** The options with which Lambda's runtime starts Java for functions without a snapshot, in 1,769 MB. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx1500m",
            "-Djava.net.preferIPv4Stack=true");

    /** The timeout of a start: the emulator waits forever for a process that ends while it starts. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASIC = "Basic "
            + Base64.getEncoder().encodeToString(("x:" + EmulatedAccount.ADMIN_TOKEN).getBytes(StandardCharsets.UTF_8));

    /**
     * A function with its first request.
     *
     * @param name its folder below the staged artifacts
     * @param handler its class
     * @param method the method of the request
     * @param path the path
     * @param authorization the request's authorization
     * @param expected the expected status of the response
     */
    private record Function(
            String name, String handler, String method, String path, String authorization, int expected) {}

    private static final List<Function> FUNCTIONS = List.of(
            new Function("Token", "io.slipway.function.token.TokenHandler", "GET", "/token", BASIC, 200),
            new Function("Pull", "io.slipway.function.pull.PullHandler", "GET", "/v2/app/manifests/1", BASIC, 404),
            new Function("Push", "io.slipway.function.push.PushHandler", "POST", "/v2/app/blobs/uploads/", BASIC, 202),
            new Function("Api", "io.slipway.function.api.ApiHandler", "GET", "/api/spaces", bearer(), 200),
            new Function(
                    "Builds",
                    "io.slipway.function.builds.BuildsHandler",
                    "GET",
                    "/api/spaces/default/builds",
                    bearer(),
                    200),
            new Function(
                    "Retention",
                    "io.slipway.function.retention.RetentionHandler",
                    "GET",
                    "/api/spaces/default/deployments",
                    bearer(),
                    200));

    private final Path staged;
    private final Path emulator;
    private final Map<String, String> account;
    private final HttpClient http = HttpClient.newHttpClient();

    private ColdStart(Path staged, Path emulator, Map<String, String> account) {
        this.staged = staged;
        this.emulator = emulator;
        this.account = account;
    }

    /**
     * Prints a row for each function.
     *
     * @param arguments the folder with the staged functions, layers and the client's jars, the emulator, and the number of starts
     */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            measure(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            status = 1;
        }
        // The emulators' threads, which could be shared with other accounts, would keep running.
        System.exit(status);
    }

    private static void measure(Path staged, Path emulator, int rounds) throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        Path data = Files.createDirectory(staged.resolve("data"));
        try (EmulatedAccount account = EmulatedAccount.start(data)) {
            ColdStart bench = new ColdStart(staged, emulator, account.environment());
            System.out.println("| function | first answer, median | fastest | processor time | jars |");
            System.out.println("| --- | --- | --- | --- | --- |");
            for (Function function : FUNCTIONS) {
                bench.measure(function, rounds);
            }
        }
    }

    /**
     * A start.
     *
     * @param elapsed the time until the response
     * @param processor the CPU time until then
     */
    private record Start(Duration elapsed, Duration processor) {}

    private void measure(Function function, int rounds) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            starts.add(start(function));
        }
        List<Duration> elapsed = sorted(starts.stream().map(Start::elapsed));
        List<Duration> processor = sorted(starts.stream().map(Start::processor));
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.2f s | %d |",
                function.name(),
                seconds(elapsed.get(rounds / 2)),
                seconds(elapsed.getFirst()),
                seconds(processor.get(rounds / 2)),
                jars(function).size()));
    }

    private static List<Duration> sorted(Stream<Duration> times) {
        List<Duration> list = new ArrayList<>(times.toList());
        Collections.sort(list);
        return list;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    /** Returns the class path in Lambda's order: the function's own jars, then those of the layers. */
    private List<Path> jars(Function function) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : List.of(staged.resolve("client"), staged.resolve(function.name()), layers(function))) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    private Path layers(Function function) {
        boolean builds = List.of("Api", "Builds", "Retention").contains(function.name());
        return staged.resolve(builds ? "layers-of-builds" : "layers");
    }

    private Start start(Function function) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                emulator.toString(),
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + port,
                "--runtime-api-address",
                "127.0.0.1:" + freePort(),
                Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(OPTIONS);
        String path = jars(function).stream()
                .map(Path::toString)
                .reduce((a, b) -> a + ":" + b)
                .orElseThrow();
        command.addAll(List.of("-cp", path, CLIENT, function.handler()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Path log = staged.resolve(function.name() + ".log");
        builder.redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(account);
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("SLIPWAY_BUILDS_PROJECT", "builds");
        builder.environment().put("SLIPWAY_BUILDS_PLACES", "1");
        builder.environment().put("SLIPWAY_BUILDS_TIMEOUT_MINUTES", "60");
        builder.environment().put("_HANDLER", function.handler());
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
        Process process = builder.start();
        try {
            awaitPort(port);
            // The emulator starts the process when the first event arrives.
            long begin = System.nanoTime();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                            .timeout(TIMEOUT)
                            .POST(BodyPublishers.ofString(event(function)))
                            .build(),
                    BodyHandlers.ofString());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            int status = JSON.readTree(answer.body()).path("statusCode").asInt();
            if (status != function.expected()) {
                throw new IllegalStateException(function.name() + " must answer " + function.expected()
                        + ", but answered " + answer.body() + "\n" + Files.readString(log));
            }
            return new Start(elapsed, processorTime(process));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static Duration processorTime(Process process) {
        return process.descendants()
                .flatMap(it -> it.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String bearer() {
        return "Bearer " + EmulatedAccount.ADMIN_TOKEN;
    }

    private static String event(Function function) {
        ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", function.path());
        event.put("rawQueryString", function.name().equals("Token") ? "service=slipway&scope=repository:app:pull" : "");
        event.putObject("headers")
                .put("authorization", function.authorization())
                .put("host", "registry.example.com")
                .put("x-forwarded-proto", "https");
        event.putObject("requestContext")
                .put("domainName", "registry.example.com")
                .putObject("http")
                .put("method", function.method())
                .put("path", function.path())
                .put("sourceIp", "192.0.2.1");
        return event.put("isBase64Encoded", false).toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
        throw new IllegalStateException("the emulator did not start");
    }
}
