package io.slipway.cli;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.DynamoDbLibrary;
import io.slipway.local.LocalCloud;
import io.slipway.local.LocalOptions;
import io.slipway.local.front.RateLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway up}: runs all of Slipway on this machine until it is stopped. */
@Command(name = "up", description = "Runs all of Slipway on this machine, in the foreground.")
public final class UpCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", description = "The port; 0 for any. Default: ${DEFAULT-VALUE}", defaultValue = "5000")
    private int port;

    @Option(names = "--data", description = "The data folder. Default: ${DEFAULT-VALUE}", defaultValue = ".slipway")
    private Path data = Path.of(".slipway");

    @Option(
            names = "--host",
            description = "The address it listens on. Default: ${DEFAULT-VALUE}",
            defaultValue = "127.0.0.1")
    private String host = "127.0.0.1";

    @Option(names = "--public-url", description = "The URL that clients use, if it differs.")
    private @Nullable String publicUrl;

    @Option(names = "--no-stream", description = "Starts without the stream lane, like a stack without an uploader.")
    private boolean noStream;

    @Option(
            names = "--trust-builds",
            description = "Lets the programs of Dockerfiles do anything on this machine, network included, instead of"
                    + " running them in a sandbox.")
    private boolean trustBuilds;

    @Option(
            names = "--requests-per-address",
            paramLabel = "COUNT",
            description = "The maximum number of requests from one IP address in five minutes; further ones get 429. "
                    + "Default: no limit.")
    private @Nullable Integer requestsPerAddress;

    @Option(
            names = "--requests-per-token",
            paramLabel = "COUNT",
            description = "The maximum number of requests with one token in five minutes; further ones get 429. "
                    + "Default: no limit.")
    private @Nullable Integer requestsPerToken;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template, such as MaxConcurrentBuilds=2 or CreateSpacesOnPush=false."
                    + " Repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--minute",
            paramLabel = "SECONDS",
            description = "The length of a minute in schedules and in the time limit of builds. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "60")
    private int minute;

    private Optional<String> publicUrl() {
        return Optional.ofNullable(publicUrl);
    }

    private RateLimits rates() {
        return new RateLimits(
                rate("--requests-per-address", requestsPerAddress), rate("--requests-per-token", requestsPerToken));
    }

    private OptionalInt rate(String option, @Nullable Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < RateLimits.MIN) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least " + RateLimits.MIN + ", but was " + value);
        }
        return OptionalInt.of(value);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must be a number from 0 to " + MAX_PORT);
        }
        if (minute < 1) {
            throw new ParameterException(spec.commandLine(), "--minute must be at least 1");
        }
        publicUrl().ifPresent(Connection::address);
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        Path template = Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml");
        LocalOptions options = new LocalOptions(
                template,
                data.toAbsolutePath().normalize(),
                host,
                port,
                publicUrl(),
                !noStream,
                trustBuilds,
                rates(),
                parameters,
                Duration.ofSeconds(minute),
                System.getenv());
        dynamoDb(options.data(), line -> err.println("slipway: " + line));
        CountDownLatch stopped = new CountDownLatch(1);
        LocalCloud cloud;
        try {
            cloud = LocalCloud.start(options, line -> err.println("slipway: " + line));
        } catch (BindException e) {
            throw new CommandFailure(
                    "port " + port + " cannot be used: " + e.getMessage() + "; choose another with --port");
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cloud.close();
            stopped.countDown();
            // Otherwise the exit code would be that of the signal, but being stopped is not a failure.
            Runtime.getRuntime().halt(0);
        }));
        String registry = cloud.url().replaceFirst("^https?://", "");
        out.println("Slipway is ready at " + cloud.url());
        out.println();
        out.println("  Log in:  docker login " + registry + " --username admin --password-stdin < "
                + options.data().resolve("admin-token"));
        out.println("  Push:    docker tag IMAGE " + registry + "/IMAGE && docker push " + registry + "/IMAGE");
        out.println("  Tokens:  ./slipway token create NAME");
        out.flush();
        stopped.await();
        return 0;
    }

    /** Prints DynamoDB Local's licence at the first start, and downloads DynamoDB Local if no build has done so. */
    private static void dynamoDb(Path data, Consumer<String> progress) throws IOException, InterruptedException {
        if (System.getenv("AWS_ENDPOINT_URL") != null || System.getenv("AWS_ENDPOINT_URL_DYNAMODB") != null) {
            return;
        }
        if (!Files.exists(data)) {
            progress.accept("this runs Amazon DynamoDB Local, under its own licence:"
                    + " https://aws.amazon.com/dynamodblocallicense/");
        }
        String list = System.getProperty(DynamoDbLibrary.LIST);
        if (list != null) {
            String repository =
                    System.getenv().getOrDefault("SLIPWAY_MAVEN_REPOSITORY", "https://repo.maven.apache.org/maven2/");
            new DynamoDbLibrary(URI.create(repository), progress)
                    .fetch(Path.of(list), Path.of(System.getProperty(DynamoDbEmulator.LIBRARY)));
        }
    }
}
