package io.slipway.emulators;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * AWS's DynamoDB Local, on the loopback interface.
 *
 * <p>Its licence forbids to compile in combination with it, and its libraries are of other versions than ours: it lives in a class
 * loader of its own, and is spoken to by reflection and by the real protocol.
 */
public final class DynamoDbEmulator implements AutoCloseable {
    /** The system property that names the folder of its jars; by default they lie where the build fetches them to. */
    public static final String LIBRARY = "slipway.dynamodb-local";

    private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private final Object server;
    private final URI uri;

    private DynamoDbEmulator(Object server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * Starts the emulator.
     *
     * @param folder where the data lies; empty for data that ends with the emulator
     * @param port the port, 0 for any
     */
    public static DynamoDbEmulator start(Optional<Path> folder, int port) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        PrintStream console = System.out;
        try {
            // It greets on standard output, which belongs to the results of commands.
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            ClassLoader isolated = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
            thread.setContextClassLoader(isolated);
            List<String> arguments = new ArrayList<>(List.of("-disableTelemetry"));
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                arguments.addAll(List.of("-sharedDb", "-dbPath", folder.get().toString()));
            } else {
                arguments.addAll(List.of("-sharedDb", "-inMemory"));
            }
            Object proxy = isolated.loadClass(RUNNER)
                    .getMethod("createServerFromCommandLineArgs", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            Object connector = connector(proxy);
            // There are no options for these: it would listen on every interface, and takes no 0 for a port.
            call(connector, "setHost", String.class, "127.0.0.1");
            call(connector, "setPort", int.class, port);
            CommittedTransactions.awaitIn(proxy);
            call(proxy, "start");
            return new DynamoDbEmulator(proxy, URI.create("http://localhost:" + call(connector, "getLocalPort")));
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        } finally {
            System.setOut(console);
            thread.setContextClassLoader(before);
        }
    }

    private static Object connector(Object proxy) throws ReflectiveOperationException {
        var field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        return ((Object[]) call(jetty, "getConnectors"))[0];
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private static void call(Object target, String method, Class<?> type, Object value)
            throws ReflectiveOperationException {
        target.getClass().getMethod(method, type).invoke(target, value);
    }

    private static URL[] jars() throws IOException {
        Path library = Optional.ofNullable(System.getProperty(LIBRARY))
                .map(Path::of)
                .orElseGet(
                        () -> Path.of(System.getProperty("slipway.root", "."), "local", "dynamodb", "target", "lib"));
        try (Stream<Path> files = Files.list(library)) {
            List<URL> jars = new ArrayList<>();
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        }
    }

    /** Where the emulator answers. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        try {
            call(server, "stop");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
    }

    @Override
    public String toString() {
        return "DynamoDB Local at " + uri;
    }
}
