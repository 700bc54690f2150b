package io.slipway.local;

import io.slipway.aws.AwsClients;
import io.slipway.emulators.JsonService;
import io.slipway.emulators.KmsEmulator;
import io.slipway.emulators.SecretsEmulator;
import io.slipway.emulators.TableStreamReader;
import io.slipway.emulators.codebuild.CodeBuildEmulator;
import io.slipway.local.front.BoundPort;
import io.slipway.local.front.EdgeFunctions;
import io.slipway.local.front.FrontDoor;
import io.slipway.local.gate.DiskSpace;
import io.slipway.local.gate.Gate;
import io.slipway.local.lambda.EventBridgeService;
import io.slipway.local.lambda.EventBus;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.lambda.LogSubscriptions;
import io.slipway.local.lambda.TableStream;
import io.slipway.local.template.Stack;
import io.slipway.uploader.UploaderServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;

/** All of Slipway in one process, as started by {@code ./slipway up}. */
public final class LocalCloud implements AutoCloseable {
    /** The maximum number of concurrent jobs of CodeBuild here, whatever the stack requests. */
    private static final int JOBS = 20;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final DataFolder data;
    private String url = "";

    private LocalCloud(DataFolder data) {
        this.data = data;
        running.push(data);
    }

    /**
     * Starts the cloud, and returns when it is ready.
     *
     * @param progress receives the steps, one line each
     * @throws IOException if the folder or the port is in use, with a message for people
     */
    public static LocalCloud start(LocalOptions options, Consumer<String> progress) throws IOException {
        LocalCloud cloud = new LocalCloud(DataFolder.open(options.data()));
        try {
            cloud.run(options, progress);
            return cloud;
        } catch (IOException | RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private void run(LocalOptions options, Consumer<String> progress) throws IOException {
        data.emptyTemporary();
        CloudLog log = open(CloudLog.open(data.log(), Clock.systemUTC()));
        DiskSpace disk = data.disk(log);
        BoundPort port = open(BoundPort.bind(options.host(), options.port()));
        progress.accept("starting the table and the bucket");
        StartingPart<Stores> starting =
                open(StartingPart.begin("stores", () -> Stores.start(data, options.environment())));
        url = options.publicUrl().orElse("http://localhost:" + port.number());
        progress.accept("reading " + options.template().getFileName());
        Stack stack = stack(options, url);
        Map<String, String> secrets = secrets(stack);
        StartingPart<EdgeFunctions> edge = open(StartingPart.begin(
                "edge", () -> EdgeFunctions.load(stack.distribution(), secret(stack, secrets, "TicketKey"))));
        Stores stores = starting.get();
        CompletableFuture<Gate> opened = new CompletableFuture<>();
        CompletableFuture<EventBus> bus = new CompletableFuture<>();
        Map<String, JsonService> services = new HashMap<>();
        services.put("dynamodb", stores.table());
        services.put(
                "secretsmanager", service(options, stores, "SECRETS_MANAGER", () -> SecretsEmulator.start(secrets)));
        services.put("kms", service(options, stores, "KMS", () -> KmsEmulator.start(keys(stack))));
        services.put(
                "codebuild",
                service(options, stores, "CODEBUILD", () -> open(codeBuild(options, stack, stores, opened, bus))));
        services.put("events", EventBridgeService.of(bus::join));
        Gate gate = open(Gate.open(new Gate.Behind(
                stack,
                stores.region(),
                services,
                stores.bucketServer(),
                stores.bucketKey(),
                disk,
                data.accesses(),
                log)));
        opened.complete(gate);
        StartingPart<AutoCloseable> deploying = open(StartingPart.begin("deployment", () -> {
            Deployment.create(stack, gate, stores.region(), secret(stack, secrets, "AdminToken"));
            return () -> {};
        }));
        progress.accept("starting the functions");
        LambdaRuntime lambda = new LambdaRuntime(
                stack.functions(),
                gate.carrier(),
                function -> account(gate, stores, stack.access().roleOf(function.id()), function.id()),
                log);
        EventBus events = open(new EventBus(stack.functions(), lambda, log));
        events.listen(new BuildCaches(data.buildCache())::receive);
        bus.complete(events);
        open(LogSubscriptions.start(stack.functions(), lambda, Clock.systemUTC(), log));
        Optional<Handler> stream = Optional.empty();
        if (options.stream()) {
            Map<String, String> account = account(gate, stores, stack.access().roleOf("StreamTask"), "uploader");
            Map<String, String> variables = uploaderEnvironment(stack, account, url);
            stream = Optional.of(ScopedValue.where(AwsClients.CARRIER, gate.carrier())
                    .call(() -> UploaderServer.handler(variables, log)));
        }
        deploying.get();
        open(TableStream.start(
                stack.functions(),
                lambda,
                new TableStreamReader(stores.table(), stack.tables().getFirst().name(), data.streamPosition()),
                log));
        String scheme = url.startsWith("https:") ? "https" : "http";
        open(FrontDoor.open(
                port,
                new FrontDoor.Behind(
                        stack,
                        lambda,
                        events,
                        gate,
                        gate.service(
                                "cloudfront.amazonaws.com", stack.distribution().arn()),
                        stream,
                        edge.get(),
                        Map.of(stores.user().id(), stores.user().secret()),
                        stores.region(),
                        scheme,
                        options.rates(),
                        disk,
                        log)));
        events.startSchedules(options::lasting);
        data.writeAdminToken(secret(stack, secrets, "AdminToken"));
        data.writeAwsCredentials(Map.of(stores.user().id(), stores.user().secret()));
        data.writeAddress("http://localhost:" + port.number());
    }

    private static String secret(Stack stack, Map<String, String> secrets, String logical) {
        return secrets.getOrDefault(stack.secrets().getOrDefault(logical, ""), "");
    }

    private static Stack stack(LocalOptions options, String url) throws IOException {
        Map<String, String> parameters = new HashMap<>(options.parameters());
        parameters.put("StreamLane", options.stream() ? "on" : "off");
        parameters.put("PublicUrl", url);
        parameters.putIfAbsent("WebhookNetwork", "any");
        parameters.putIfAbsent("DirectPullCidrs", LocalRegion.clients(url));
        return Stack.read(options.template(), parameters);
    }

    private interface Starting {
        JsonService start() throws IOException;
    }

    /** Returns the URL of the emulator of a service, or the one in the environment. */
    private static JsonService service(LocalOptions options, Stores stores, String name, Starting standIn)
            throws IOException {
        Optional<URI> other = Stores.other(options.environment(), name);
        return other.isPresent()
                ? Gate.remote(
                        other.get(),
                        stores.user(),
                        name.toLowerCase(Locale.ROOT).replace("_", ""),
                        stores.region())
                : standIn.start();
    }

    /** Returns the environment variables for access to the account's services through the gate, as this role. */
    private Map<String, String> account(Gate gate, Stores stores, String role, String session) {
        Map<String, String> account = new HashMap<>(gate.assume(role, session).environment());
        account.put("AWS_REGION", stores.region());
        account.put("AWS_ENDPOINT_URL", gate.uri().toString());
        account.put("TMPDIR", data.temporary().toString());
        return account;
    }

    /** Returns the material of each KMS key. */
    private Map<String, String> keys(Stack stack) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String id : stack.keys()) {
            values.put(id, data.secret(id));
        }
        return values;
    }

    /**
     * Starts the emulator of CodeBuild. Jobs access the account like functions, and find the builder in {@code
     * SLIPWAY_BUILDER}, by default in its build folder.
     */
    private CodeBuildEmulator codeBuild(
            LocalOptions options,
            Stack stack,
            Stores stores,
            CompletableFuture<Gate> gate,
            CompletableFuture<EventBus> bus)
            throws IOException {
        Map<String, String> machine = new HashMap<>();
        Path checkout = options.template().toAbsolutePath().resolveSibling("builder/target/bundle/slipway-builder");
        machine.put("SLIPWAY_BUILDER", options.environment().getOrDefault("SLIPWAY_BUILDER", checkout.toString()));
        machine.put("SLIPWAY_ISOLATION", options.trustBuilds() ? "trusted" : "sandbox");
        machine.put("SLIPWAY_CACHE", data.buildCache().toString());
        machine.put("JAVA_HOME", System.getProperty("java.home"));
        // All jobs of a project have one key, as all invocations of a function have: the gate keeps keys as long as it
        // runs.
        Map<String, Map<String, String>> accounts = new ConcurrentHashMap<>();
        return CodeBuildEmulator.start(
                stack.projects().stream()
                        .map(project -> project.within(options.lasting(project.timeout())))
                        .toList(),
                new CodeBuildEmulator.Settings(
                        data.codeBuild(),
                        project -> {
                            Map<String, String> variables = new HashMap<>(machine);
                            variables.putAll(accounts.computeIfAbsent(
                                    project.name(),
                                    name -> account(
                                            gate.join(), stores, stack.access().roleOf(name), "job")));
                            return variables;
                        },
                        JOBS,
                        detail -> bus.join().publish("aws.codebuild", "CodeBuild Build State Change", detail)));
    }

    private Map<String, String> secrets(Stack stack) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String name : stack.secrets().values()) {
            values.put(name, data.secret(name));
        }
        return values;
    }

    /** Returns the environment variables of the uploader. */
    private static Map<String, String> uploaderEnvironment(Stack stack, Map<String, String> account, String url) {
        Map<String, String> environment = new HashMap<>(account);
        environment.put("SLIPWAY_TABLE", stack.tables().getFirst().name());
        environment.put("SLIPWAY_BUCKET", stack.buckets().getFirst());
        environment.put("SLIPWAY_TICKET_KEY_SECRET", stack.secrets().getOrDefault("TicketKey", ""));
        environment.put("SLIPWAY_PUBLIC_URL", url);
        environment.put(
                "SLIPWAY_EDGE_PROOF",
                stack.distribution()
                        .originHeaders()
                        .getOrDefault("stream", Map.of())
                        .getOrDefault("x-slipway-edge", ""));
        environment.put(
                "SLIPWAY_METRICS", stack.functions().getFirst().environment().getOrDefault("SLIPWAY_METRICS", ""));
        return environment;
    }

    private <T extends AutoCloseable> T open(T resource) {
        running.push(resource);
        return resource;
    }

    /** Returns the URL for clients. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("slipway: a part of the local cloud did not stop: " + e.getMessage());
            }
        }
    }
}
